import { WebSocket } from 'ws'
import { type Closing, closingIn } from '#api/closing.ts'

/** A viewer as a test sees it. */
export class TestViewer {
  readonly socket: WebSocket
  /** The messages so far. */
  readonly messages: string[] = []
  /** Resolves when the connection has been closed. */
  readonly closed: Promise<{ code: number; reason: string }>
  /** What the last frame said of the close. */
  closing: Closing | undefined
  readonly #waiting: (() => void)[] = []
  #unsent: string[] = []

  constructor(url: string, protocols: string[], headers: Record<string, string> = {}) {
    this.socket = new WebSocket(url, protocols, { headers })
    this.socket.on('error', () => {})
    this.socket.on('open', () => {
      for (const text of this.#unsent.splice(0)) this.socket.send(text)
    })
    this.socket.on('message', (data) => {
      const closing = closingIn(String(data))
      if (closing) this.closing = closing
      else this.messages.push(String(data))
      for (const wake of this.#waiting.splice(0)) wake()
    })
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })
  }

  /** Sends each as a message. */
  send(...texts: string[]): void {
    if (this.socket.readyState !== WebSocket.OPEN) this.#unsent.push(...texts)
    else for (const text of texts) this.socket.send(text)
  }

  /** Resolves with the messages once there are that many. */
  async received(count: number): Promise<string[]> {
    while (this.messages.length < count) {
      await Promise.race([new Promise<void>((resolve) => this.#waiting.push(resolve)), this.#failOnClose()])
    }
    return this.messages
  }

  async leave(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  async #failOnClose(): Promise<never> {
    const { code, reason } = await this.closed
    throw new Error(`closed with ${code} ${reason} after ${this.messages.length} messages`)
  }
}
