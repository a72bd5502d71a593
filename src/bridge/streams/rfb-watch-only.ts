import { type ClientStep, clientSteps, type TakingStep } from './rfb-client-steps.ts'
import { ServerHandshake } from './rfb-server-handshake.ts'

/**
 * Reads along where a viewer that may not touch talks with a VNC server, from the first byte on, and lets through what
 * only looks (RFC 6143, sections 7.1 to 7.5): the handshake, always shared; pixel format, encodings, requests for
 * updates. Keys, pointer, clipboard, power and size are dropped, byte by byte, however they are split. What it cannot
 * follow, it does not let pass.
 *
 * What the server says goes through unread once the handshake is over, its clipboard, too, if it sent any. QEMU does so
 * only to clients that announce the extended clipboard, and that announcement is made void here.
 */
export class RfbWatchOnly {
  readonly #server = new ServerHandshake()
  readonly #steps: Generator<ClientStep, never, Buffer>
  #step: TakingStep
  /** Bytes that the present step still takes. */
  #left: number
  #read: Buffer[] = []
  #passed: Buffer[] = []

  constructor() {
    this.#steps = clientSteps(this.#server)
    this.#step = this.#next()
    this.#left = this.#step.length
  }

  /**
   * Looks at what the server says.
   * @throws StreamRefusal where its security hides what follows
   */
  fromServer(data: Buffer): void {
    this.#server.observe(data)
  }

  /**
   * Returns what may go on to the server.
   * @throws StreamRefusal for what no viewer says, or says out of turn
   */
  fromClient(data: Buffer): Buffer {
    for (let at = 0; at < data.length; ) {
      const bytes = data.subarray(at, at + this.#left)
      at += bytes.length
      this.#take(bytes)
    }
    const passed = this.#passed
    this.#passed = []
    return Buffer.concat(passed)
  }

  #take(bytes: Buffer): void {
    if (this.#step.kind === 'pass') this.#passed.push(bytes)
    if (this.#step.kind === 'read') this.#read.push(Buffer.from(bytes))
    this.#left -= bytes.length
    if (this.#left > 0) return
    this.#step = this.#next()
    this.#left = this.#step.length
  }

  /** Goes to the next step that takes bytes. */
  #next(): TakingStep {
    const read = Buffer.concat(this.#read)
    this.#read = []
    for (let { value: step } = this.#steps.next(read); ; step = this.#steps.next(read).value) {
      if (step.kind === 'write') this.#passed.push(step.bytes)
      else if (step.length > 0) return step
    }
  }
}
