import { type Options, parseOptions } from '../command-line/options.ts'
import { type Dashboard, type Surroundings, startDashboard } from '../dashboard.ts'
import { plainText, send } from '../http/answers.ts'
import { TestViewer } from './test-viewer.ts'

export const token = 'the-token-of-the-test'

/** A dashboard on a free port with short times, and how to talk to it. */
export class TestDashboard {
  readonly url: string
  /** What it logged. */
  readonly log: string[]
  readonly #dashboard: Dashboard

  private constructor(dashboard: Dashboard, log: string[]) {
    this.#dashboard = dashboard
    this.url = dashboard.url
    this.log = log
  }

  /** Starts one with command-line arguments; what a test does not say is as small as it can be. */
  static async start(args: string[], surroundings: Partial<Surroundings> = {}): Promise<TestDashboard> {
    const log: string[] = []
    const dashboard = await startDashboard(optionsOf(args), token, {
      page: (request, response) => send(request, response, plainText('the page')),
      simulation: {
        scenarioNames: [],
        createSimulator: () => {
          throw new Error('no simulator in this test')
        },
      },
      log: (line) => log.push(line),
      greetingMs: 300,
      ...surroundings,
    })
    return new TestDashboard(dashboard, log)
  }

  /** Host and port, as in a `Host` header. */
  get host(): string {
    return new URL(this.url).host
  }

  /** Opens the QMP session of a VM as a browser would. */
  view(id: string): TestViewer {
    return new TestViewer(this.webSocketUrl(id), ['qmp', `bearer.${token}`], { origin: this.url })
  }

  webSocketUrl(id: string): string {
    return `${this.url.replace(/^http/, 'ws')}/api/vms/${id}/qmp`
  }

  /** The body of a GET under `/api`. */
  async get(path: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.url + path, { headers: { authorization: `Bearer ${token}` } })
    return { status: response.status, body: await response.json() }
  }

  async close(): Promise<void> {
    await this.#dashboard.close()
  }
}

function optionsOf(args: string[]): Options {
  const request = parseOptions(['--port', '0', ...args], {})
  if (request.kind !== 'run') throw new Error('a test cannot ask for help')
  return request.options
}
