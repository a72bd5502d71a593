import { parseOptions } from '../command-line/options.ts'
import { readTlsFiles } from '../command-line/tls-files.ts'
import { type Dashboard, type DashboardOptions, type Surroundings, startDashboard } from '../dashboard.ts'
import { plainText, send } from '../http/answers.ts'
import { TestViewer } from './test-viewer.ts'

export const token = 'the-token-of-the-test'

/** What a test's dashboard answered; `body` is undefined where there was none. */
export interface TestAnswer {
  status: number
  body: unknown
}

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
    const dashboard = await startDashboard(optionsOf(args), {
      page: (request, response) => send(request, response, plainText('the page')),
      simulation: {
        scenarioNames: [],
        createSimulator: () => {
          throw new Error('no simulator in this test')
        },
      },
      // Whatever else runs on this host.
      discover: async () => [],
      log: (line) => log.push(line),
      ...surroundings,
      limits: { greetingMs: 300, lingerMs: 100, ...surroundings.limits },
    })
    return new TestDashboard(dashboard, log)
  }

  /** Host and port, as in a `Host` header. */
  get host(): string {
    return new URL(this.url).host
  }

  /** Opens the QMP session of a VM as a browser would. */
  view(id: string, bearer = token): TestViewer {
    return this.open(`/api/vms/${id}/qmp`, 'qmp', bearer)
  }

  /** Reads `/api/activity` as a browser would. */
  watch(bearer = token): TestViewer {
    return this.open('/api/activity', 'activity', bearer)
  }

  /** Opens any WebSocket as a browser would. */
  open(path: string, protocol: string, bearer = token): TestViewer {
    const url = this.#webSocketOrigin + path
    return new TestViewer(url, [protocol, `bearer.${bearer}`], { origin: this.url })
  }

  webSocketUrl(id: string): string {
    return `${this.#webSocketOrigin}/api/vms/${id}/qmp`
  }

  /** The answer to a GET under `/api`. */
  get(path: string, bearer = token): Promise<TestAnswer> {
    return this.ask('GET', path, undefined, bearer)
  }

  /** The answer to any request under `/api`; a body is sent as JSON. */
  async ask(method: string, path: string, body?: unknown, bearer = token): Promise<TestAnswer> {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const response = await fetch(this.url + path, { method, headers, ...sent })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }

  async close(): Promise<void> {
    await this.#dashboard.close()
  }

  get #webSocketOrigin(): string {
    return this.url.replace(/^http/, 'ws')
  }
}

function optionsOf(args: string[]): DashboardOptions {
  const request = parseOptions(['--port', '0', ...args], {})
  if (request.kind !== 'run') throw new Error('a test cannot ask for help')
  const { options } = request
  return { ...options, operatorToken: token, tls: options.tls && readTlsFiles(options.tls) }
}
