import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import { type Closing, closingIn } from '#api/closing.ts'

/** A viewer of a stream as a test sees it. */
export class StreamTestViewer {
  readonly socket: WebSocket
  /** Resolves when the connection has been closed. */
  readonly closed: Promise<{ code: number; reason: string }>
  /** What the last frame said of the close. */
  closing: Closing | undefined
  /** Notices so far. */
  readonly notices: string[] = []
  /** Number of bytes so far. */
  length = 0
  #chunks: Buffer[] = []
  #wake: () => void = () => {}

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, ['binary'], { perMessageDeflate: false, ...options })
    this.socket.on('error', () => {})
    this.socket.on('message', (data, isBinary) => {
      if (isBinary) this.#keep(data as Buffer)
      else this.#hear(String(data))
      this.#wake()
    })
    this.closed = new Promise((resolve) => {
      this.socket.once('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
        this.#wake()
      })
    })
  }

  /** All bytes so far. */
  get bytes(): Buffer {
    this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] ?? Buffer.alloc(0)
  }

  get text(): string {
    return this.bytes.toString('latin1')
  }

  /** Sends bytes, once the connection is open. */
  async send(data: Buffer | string): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open')
    this.socket.send(Buffer.from(data))
  }

  /** Resolves when something about it is so; it is asked again whenever something comes. */
  async until(isSo: (viewer: this) => boolean): Promise<void> {
    while (!isSo(this)) {
      if (this.socket.readyState === WebSocket.CLOSED) {
        const { code, reason } = await this.closed
        throw new Error(`closed with ${code} ${reason} after ${this.length} bytes`)
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async leave(): Promise<void> {
    this.socket.close()
    await this.closed
  }

  #hear(text: string): void {
    const closing = closingIn(text)
    if (closing) this.closing = closing
    else this.notices.push(text)
  }

  #keep(data: Buffer): void {
    this.length += data.length
    this.#chunks.push(data)
  }
}
