import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Closing } from '#api/closing.ts'
import type { Limits } from '../limits.ts'
import { closeWith } from '../wire/close-with.ts'
import { Outbox } from './outbox.ts'

/** From here on the source of what a viewer is sent should pause ... */
const highWater = 1024 * 1024
/** ... until no more than this waits. */
const lowWater = 256 * 1024

/** One page (or program) at a QMP session or at `/api/activity`: a WebSocket with limits on everything that grows. */
export class Viewer {
  /** Text came, in pieces of any size. */
  onText: (data: Buffer) => void = () => {}
  /** There is room again, after `isFull`. */
  onRoom: () => void = () => {}
  /** The viewer has left or was sent away; called once. */
  onLeft: () => void = () => {}
  readonly #socket: WebSocket
  readonly #limits: Limits
  readonly #outbox: Outbox
  readonly #pings: NodeJS.Timeout
  #unanswered = 0
  #stall: NodeJS.Timeout | undefined
  #pause: NodeJS.Timeout | undefined
  #closing: { closing: Closing; reason: string } | undefined

  /** @param wire the connection under the WebSocket */
  constructor(socket: WebSocket, wire: Duplex, limits: Limits) {
    this.#socket = socket
    this.#limits = limits
    this.#outbox = new Outbox(socket, wire)
    this.#outbox.onProgress = () => this.#progressed()
    this.#outbox.onEmpty = () => this.#finishClosing()
    this.#pings = setInterval(() => this.#ping(), limits.pingMs)
    socket.on('message', (data, isBinary) => this.#take(data as Buffer, isBinary))
    socket.on('pong', () => this.#heard())
    socket.on('ping', () => this.#heard())
    // A frame against the rules: the library answers it with the right close code by itself.
    socket.on('error', () => {})
    socket.once('close', () => this.#leave())
  }

  /** False once either side has said goodbye, though the connection may last a moment longer. */
  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  /** Whether so much waits already that the source should pause until `onRoom`. */
  get isFull(): boolean {
    return this.#outbox.waitingBytes > highWater
  }

  /** Sends one message. A viewer that lets too much pile up, or takes nothing for too long, is sent away. */
  send(message: Uint8Array): void {
    if (this.#closing) return
    if (this.#outbox.waitingBytes > this.#limits.waitingBytes) {
      this.#tooSlow()
      return
    }
    this.#outbox.send(message)
    this.#stall ??= setTimeout(() => this.#tooSlow(), this.#limits.stallMs)
  }

  /** Stops taking text from the viewer, until `resume`. */
  pause(): void {
    if (this.#pause || this.#closing) return
    this.#socket.pause()
    this.#pause = setTimeout(() => {
      this.#closeNow({ code: 'overloaded', what: 'qemu' }, 'QEMU has not taken what you sent for a minute.')
    }, this.#limits.pauseMs)
  }

  /** QEMU has taken some of what the viewer sent: it goes on, however slowly. */
  wasHeeded(): void {
    this.#pause?.refresh()
  }

  resume(): void {
    if (!this.#pause) return
    clearTimeout(this.#pause)
    this.#pause = undefined
    this.#heard()
    this.#socket.resume()
  }

  /** Ends the connection once everything sent before has left. */
  close(closing: Closing, reason: string): void {
    if (this.#closing) return
    this.#closing = { closing, reason }
    this.resume()
    if (this.#outbox.waitingBytes === 0) this.#finishClosing()
  }

  /** Ends the connection at once. */
  terminate(): void {
    this.#socket.terminate()
    this.#leave()
  }

  #take(data: Buffer, isBinary: boolean): void {
    this.#heard()
    if (this.#closing) return
    if (isBinary) this.#closeNow({ code: 'wrong-frame' }, 'QMP is text: send text frames.')
    else this.onText(data)
  }

  #heard(): void {
    this.#unanswered = 0
  }

  #ping(): void {
    // While reading is paused, pongs lie unread behind what the viewer has sent.
    const isDead = !this.#pause && this.#unanswered >= this.#limits.unansweredPings
    this.#unanswered++
    if (isDead) this.terminate()
    else if (this.isOpen) this.#socket.ping()
  }

  #progressed(): void {
    if (this.#outbox.waitingBytes > 0) {
      this.#stall?.refresh()
    } else {
      clearTimeout(this.#stall)
      this.#stall = undefined
    }
    if (this.#outbox.waitingBytes < lowWater) this.onRoom()
  }

  #tooSlow(): void {
    this.#closeNow({ code: 'too-slow' }, 'This viewer reads too slowly.')
  }

  /** What still waits is dropped. */
  #closeNow(closing: Closing, reason: string): void {
    this.#outbox.drop()
    this.#closing = { closing, reason }
    // The viewer's own goodbye may lie behind what has not been read.
    this.#socket.resume()
    this.#finishClosing()
    this.#leave()
  }

  #finishClosing(): void {
    if (this.#closing) closeWith(this.#socket, this.#closing.closing, this.#closing.reason)
  }

  #leave(): void {
    clearInterval(this.#pings)
    clearTimeout(this.#stall)
    clearTimeout(this.#pause)
    this.#closing ??= { closing: { code: 'done' }, reason: '' }
    const { onLeft } = this
    this.onLeft = this.onText = this.onRoom = () => {}
    onLeft()
  }
}
