import type { WebSocket } from 'ws'
import type { Role } from '#api/types.ts'
import type { Limits } from '../limits.ts'
import { closeWith } from '../wire/close-with.ts'
import { StreamRefusal } from './stream-refusal.ts'

/** Who wants a stream. */
export interface StreamClient {
  webSocket: WebSocket
  role: Role
}

/** One page (or program) at a stream: a WebSocket of binary frames, beside them notices as text. */
export class StreamViewer {
  /** Bytes came. */
  onBytes: (data: Buffer) => void = () => {}
  /** All that waited has left. */
  onDrain: () => void = () => {}
  /** The viewer has left or was sent away; called once. */
  onLeft: () => void = () => {}
  /** The WebSocket is closed; called once, after `onLeft`. */
  onClosed: () => void = () => {}
  readonly role: Role
  readonly #limits: Limits
  readonly #webSocket: WebSocket
  readonly #afterSending = () => this.#drained()
  #unanswered = 0
  #isWaiting = false
  #ending: StreamRefusal | undefined
  #hasLeft = false

  /** Takes nothing from the viewer until `resume`. */
  constructor({ webSocket, role }: StreamClient, limits: Limits) {
    this.#limits = limits
    this.#webSocket = webSocket
    this.role = role
    webSocket.pause()
    webSocket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary))
    webSocket.on('pong', () => this.#heard())
    webSocket.on('ping', () => this.#heard())
    // A frame against the rules: the library answers it with the right close code by itself.
    webSocket.on('error', () => {})
    webSocket.on('close', () => {
      this.#leave()
      this.onClosed()
    })
  }

  get hasLeft(): boolean {
    return this.#hasLeft
  }

  /** Bytes that still wait here. */
  get waitingBytes(): number {
    return this.#webSocket.bufferedAmount
  }

  /** Returns whether it has left already; where not, `onDrain` tells when. */
  send(data: Buffer): boolean {
    if (this.#hasLeft || this.#ending) return true
    this.#webSocket.send(data, this.#afterSending)
    this.#isWaiting = this.waitingBytes > 0
    return !this.#isWaiting
  }

  /** Says something about the stream, for a person. */
  notify(text: string): void {
    if (this.#ending) return
    this.#webSocket.send(text, this.#afterSending)
    this.#isWaiting = this.waitingBytes > 0
  }

  /** Takes no bytes from the viewer, until `resume`: QEMU has no room for them. */
  pause(): void {
    this.#webSocket.pause()
  }

  resume(): void {
    this.#heard()
    this.#webSocket.resume()
  }

  /** QEMU has stopped taking bytes: whoever waits to send some is sent away. */
  giveUpSending(): void {
    if (!this.#webSocket.isPaused) return
    this.close(
      new StreamRefusal(
        { code: 'overloaded', what: 'qemu' },
        'QEMU has not taken what you sent for a minute.',
      ),
    )
  }

  /** Asks for a sign of life, and ends the connection where there has been none for too long. */
  ping(): void {
    // What has not left yet tells by itself whether the connection stands, and no answer can come before it.
    if (this.waitingBytes > 0 || !this.#isOpen) return
    const isQuiet = this.#unanswered >= this.#limits.unansweredPings
    this.#unanswered++
    // While reading is paused, answers lie unread behind what the viewer has sent.
    if (isQuiet && !this.#webSocket.isPaused) this.#webSocket.terminate()
    else this.#webSocket.ping(undefined, undefined, this.#afterSending)
    this.#isWaiting = this.waitingBytes > 0
  }

  /** Ends the connection at once; what waits has the time that a close takes. */
  close(why: StreamRefusal): void {
    this.#ending = why
    this.#finish()
    this.#leave()
  }

  /** Ends the connection once everything sent before has left. */
  closeAfterAll(why: StreamRefusal): void {
    this.#ending ??= why
    if (this.waitingBytes === 0) this.#finish()
  }

  get #isOpen(): boolean {
    return this.#webSocket.readyState === this.#webSocket.OPEN
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#heard()
    if (this.#hasLeft || this.#ending) return
    if (isBinary) this.onBytes(data)
    else this.close(new StreamRefusal({ code: 'wrong-frame' }, 'A stream is bytes: send binary frames.'))
  }

  #heard(): void {
    this.#unanswered = 0
  }

  #drained(): void {
    if (!this.#isWaiting || this.#hasLeft || this.waitingBytes > 0) return
    this.#isWaiting = false
    this.#heard()
    if (this.#ending) this.#finish()
    else this.onDrain()
  }

  #finish(): void {
    if (!this.#ending) return
    // The viewer's own goodbye may lie behind what has not been read.
    this.#webSocket.resume()
    closeWith(this.#webSocket, this.#ending.closing, this.#ending.wordsFor(this.role))
  }

  #leave(): void {
    if (this.#hasLeft) return
    this.#hasLeft = true
    this.onLeft()
  }
}
