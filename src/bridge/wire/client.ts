import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Limits } from '../limits.ts'
import { type CloseInfo, closeWith } from './close-info.ts'
import { SendQueue } from './send-queue.ts'

/** What the owner of a client hears, until the client has left. */
export interface ClientListener {
  onMessage(data: Buffer): void
  /** The client has accepted some of what was queued, and not much is left. */
  onRoom(): void
  /** The client has left or was disconnected; called once, last. */
  onLeft(): void
}

/** Begins to serve a client whose WebSocket has been accepted. The listener is not called before this returns. */
export type ServeClient = (listener: ClientListener) => Client

/** What a client of a kind may cost; times in milliseconds. `stallMs` may be infinite. */
export type ClientLimits = Pick<Limits, 'waitingBytes' | 'stallMs' | 'pauseMs' | 'pingMs' | 'unansweredPings'>

/** From here on the source of what a client is sent should pause ... */
const highWater = 1024 * 1024
/** ... until no more than this is queued. */
const lowWater = 256 * 1024

const wrongFrame = {
  text: 'This WebSocket takes text frames.',
  binary: 'This WebSocket takes binary frames.',
} as const

/** A page or program at a session, a stream or `/api/activity`: a WebSocket with a limit on everything that grows. */
export class Client {
  readonly #webSocket: WebSocket
  readonly #frames: keyof typeof wrongFrame
  readonly #limits: ClientLimits
  readonly #queue: SendQueue
  readonly #pings: NodeJS.Timeout
  /** Undefined once the client has left: nothing is called then. */
  #listener: ClientListener | undefined
  #unanswered = 0
  #stall: NodeJS.Timeout | undefined
  #pause: NodeJS.Timeout | undefined
  #closing: CloseInfo | undefined

  /**
   * @param wire the connection under the WebSocket
   * @param frames what its messages are, both ways
   */
  constructor(
    webSocket: WebSocket,
    wire: Duplex,
    frames: 'text' | 'binary',
    limits: ClientLimits,
    listener: ClientListener,
  ) {
    this.#webSocket = webSocket
    this.#frames = frames
    this.#limits = limits
    this.#listener = listener
    this.#queue = new SendQueue(webSocket, wire, {
      onProgress: () => this.#progressed(),
      onEmpty: () => this.#finishClosing(),
    })
    this.#pings = setInterval(() => this.#ping(), limits.pingMs)
    webSocket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary))
    webSocket.on('pong', () => this.#heard())
    webSocket.on('ping', () => this.#heard())
    // A frame against the rules: the library answers it with the right close code by itself.
    webSocket.on('error', () => {})
    webSocket.once('close', () => this.#leave())
  }

  /** Whether nothing will be heard of it any more. */
  get hasLeft(): boolean {
    return this.#listener === undefined
  }

  /** Bytes that it has not accepted yet. */
  get queuedBytes(): number {
    return this.#queue.bytes
  }

  /** Whether so much is queued that the source should pause until `onRoom`. */
  get isFull(): boolean {
    return this.queuedBytes > highWater
  }

  /** Sends one message. A client that lets too much pile up, or accepts nothing for too long, is disconnected. */
  send(message: Uint8Array): void {
    this.#send(message, this.#frames === 'binary')
  }

  /** Sends text for a person, beside the messages of a stream. */
  notify(text: string): void {
    this.#send(Buffer.from(text), false)
  }

  /**
   * Reads nothing more from the client, until `resume`: QEMU has no room for it.
   * @param giveUpMs how long that may last, after which the client is disconnected
   */
  pause(giveUpMs?: number): void {
    if (this.#closing) return
    this.#webSocket.pause()
    if (giveUpMs !== undefined) this.#pause ??= setTimeout(() => this.giveUp(), giveUpMs)
  }

  /** QEMU has taken some of what the client sent: the time of `pause` begins again. */
  refreshPause(): void {
    this.#pause?.refresh()
  }

  resume(): void {
    if (!this.#webSocket.isPaused) return
    clearTimeout(this.#pause)
    this.#pause = undefined
    this.#heard()
    this.#webSocket.resume()
  }

  /** QEMU takes nothing more: a client that is paused for it is disconnected. */
  giveUp(): void {
    if (!this.#webSocket.isPaused) return
    this.closeNow({
      closing: { code: 'overloaded', what: 'qemu' },
      reason: 'QEMU has not read what you sent for a minute.',
    })
  }

  /** Ends the connection once everything sent before has been accepted. */
  close(why: CloseInfo): void {
    if (this.#closing) return
    this.#closing = why
    this.resume()
    if (this.queuedBytes === 0) this.#finishClosing()
  }

  /** Ends the connection; what is queued is dropped. */
  closeNow(why: CloseInfo): void {
    this.#queue.drop()
    this.#closing = why
    // The client's own close may lie behind what has not been read.
    this.resume()
    this.#finishClosing()
    this.#leave()
  }

  #send(message: Uint8Array, binary: boolean): void {
    if (this.#closing) return
    if (this.queuedBytes > this.#limits.waitingBytes) return this.#tooSlow()
    this.#queue.send(message, binary)
    if (Number.isFinite(this.#limits.stallMs))
      this.#stall ??= setTimeout(() => this.#tooSlow(), this.#limits.stallMs)
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#heard()
    if (this.#closing) return
    if (isBinary === (this.#frames === 'binary')) this.#listener?.onMessage(data)
    else this.closeNow({ closing: { code: 'wrong-frame' }, reason: wrongFrame[this.#frames] })
  }

  #heard(): void {
    this.#unanswered = 0
  }

  #ping(): void {
    // An answer can only come after the client has accepted what is queued; there the stall timer counts.
    if (this.queuedBytes > 0) return
    // While reading is paused, answers lie unread behind what the client has sent.
    const isDead = !this.#webSocket.isPaused && this.#unanswered >= this.#limits.unansweredPings
    this.#unanswered++
    if (isDead) this.#webSocket.terminate()
    else if (this.#webSocket.readyState === this.#webSocket.OPEN) this.#webSocket.ping()
  }

  #progressed(): void {
    if (this.queuedBytes > 0) {
      this.#stall?.refresh()
    } else {
      clearTimeout(this.#stall)
      this.#stall = undefined
    }
    if (this.queuedBytes < lowWater) this.#listener?.onRoom()
  }

  #tooSlow(): void {
    this.closeNow({ closing: { code: 'too-slow' }, reason: 'This client reads too slowly.' })
  }

  #finishClosing(): void {
    if (this.#closing) closeWith(this.#webSocket, this.#closing, this.#queue.isMidMessage)
  }

  #leave(): void {
    clearInterval(this.#pings)
    clearTimeout(this.#stall)
    clearTimeout(this.#pause)
    this.#closing ??= { closing: { code: 'done' }, reason: '' }
    const listener = this.#listener
    this.#listener = undefined
    listener?.onLeft()
  }
}
