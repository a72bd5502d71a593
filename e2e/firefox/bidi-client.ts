import { WebSocket } from 'ws'

type Params = Record<string, unknown>

/** WebDriver BiDi: commands with ids, answers, and events. https://w3c.github.io/webdriver-bidi/ */
export class BidiClient {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Params) => void>()
  readonly #listeners: ((method: string, params: Params) => void)[] = []
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))))
    socket.on('close', () => {
      for (const answer of this.#waiting.values()) answer({ message: 'the browser closed the connection' })
      this.#waiting.clear()
    })
  }

  /** Connects to the address that a browser printed, and opens its session. */
  static async connect(address: string): Promise<BidiClient> {
    const socket = new WebSocket(`${address}/session`)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const client = new BidiClient(socket)
    await client.send('session.new', { capabilities: {} })
    return client
  }

  /** Runs a command, such as `browsingContext.navigate`; throws with the browser's words where it refuses. */
  async send<T = Params>(method: string, params: Params = {}): Promise<T> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new Error(`${method}: the connection is closed`)
    const id = ++this.#lastId
    const answer = await new Promise<Params>((resolve) => {
      this.#waiting.set(id, resolve)
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
    if (!('result' in answer)) throw new Error(`${method}: ${answer['message']}`)
    return answer['result'] as T
  }

  /** Subscribes to an event, such as `log.entryAdded`, of all pages. */
  async on(event: string, then: (params: Params) => void): Promise<void> {
    this.#listeners.push((method, params) => {
      if (method === event) then(params)
    })
    await this.send('session.subscribe', { events: [event] })
  }

  close(): void {
    this.#socket.terminate()
  }

  #receive(message: { id?: number; method?: string; params?: Params }): void {
    if (message.method !== undefined) {
      for (const listener of this.#listeners) listener(message.method, message.params ?? {})
    } else if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message)
      this.#waiting.delete(message.id)
    }
  }
}
