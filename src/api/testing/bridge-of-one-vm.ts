import { WebSocket } from 'ws'
import { FakeQemu } from '#bridge/testing/fake-qemu.ts'
import { SpeakingQemu } from '#bridge/testing/speaking-qemu.ts'
import { TestDashboard, token } from '#bridge/testing/test-dashboard.ts'
import { parseJson } from '#qmp/wire/json.ts'
import { type Api, type ApiOptions, createApi } from '../api.ts'

/** The real bridge, with one VM `vm`. */
export class BridgeOfOneVm {
  readonly qemu: FakeQemu
  readonly #speaking: SpeakingQemu
  readonly #dashboard: TestDashboard

  private constructor(qemu: FakeQemu, speaking: SpeakingQemu, dashboard: TestDashboard) {
    this.qemu = qemu
    this.#speaking = speaking
    this.#dashboard = dashboard
  }

  static async start(): Promise<BridgeOfOneVm> {
    const speaking = new SpeakingQemu()
    const qemu = await FakeQemu.start(speaking.talk)
    return new BridgeOfOneVm(qemu, speaking, await TestDashboard.start([`vm=${qemu.address}`]))
  }

  get url(): string {
    return this.#dashboard.url
  }

  /** Commands that QEMU was given, by name. */
  get qemuHeard(): readonly string[] {
    return this.#speaking.names
  }

  /** The page's client of this bridge. */
  api(different: Partial<ApiOptions> = {}): Api {
    return createApi({
      origin: this.url,
      fetch: (url, init) => fetch(url, init),
      WebSocket: BrowserLikeSocket as unknown as ApiOptions['WebSocket'],
      parse: parseJson,
      token: () => token,
      ...different,
    })
  }

  stopBridge(): Promise<void> {
    return this.#dashboard.close()
  }

  async stop(): Promise<void> {
    await this.stopBridge()
    await this.qemu.stop()
  }
}

/** In a browser an error without a listener is no exception. */
class BrowserLikeSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols)
    this.on('error', () => {})
  }
}

/** A `fetch` that gets this answer. */
export function answering(status: number, body: string): Partial<ApiOptions> {
  return { fetch: async () => new Response(body, { status }) }
}
