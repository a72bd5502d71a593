import { connect, type Socket } from 'node:net'
import { closeCodes } from '#api/close-codes.ts'
import type { SocketAddress } from '../vm/socket-upstream.ts'
import { ReadMemory } from './read-memory.ts'
import type { StreamPatience } from './stream-limits.ts'
import { connectRefusal, StreamRefusal } from './stream-refusal.ts'

/** QEMU may be this far behind with what it was sent before its senders are paused. */
const highWater = 256 * 1024

/** A connection to a VNC server or character device of QEMU. */
export class StreamSocket {
  onOpen: () => void = () => {}
  /**
   * Bytes came; returns whether they are needed no more. Otherwise no more come until `resume`, which has to wait until
   * they are not.
   */
  onData: (data: Buffer) => boolean = () => true
  /** QEMU has taken what it was sent. */
  onDrain: () => void = () => {}
  /** It never came about, or is over; called once, after all data. */
  onEnded: (why: StreamRefusal) => void = () => {}
  readonly #socket: Socket
  readonly #memory = new ReadMemory()
  readonly #lingerMs: number
  #timer: NodeJS.Timeout | undefined
  #isOpen = false
  #error: NodeJS.ErrnoException | undefined

  constructor(address: SocketAddress, patience: StreamPatience) {
    this.#lingerMs = patience.lingerMs
    const onread = {
      buffer: () => this.#memory.next,
      callback: (length: number) => this.#take(length),
    }
    const socket = connect({
      ...address,
      onread,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: 20_000,
    })
    this.#timer = setTimeout(() => socket.destroy(timedOut()), patience.connectMs)
    // Of what happens once, `once` would keep more than these do, and there are thousands of streams.
    socket.on('connect', () => {
      this.#clearTimer()
      this.#isOpen = true
      this.onOpen()
    })
    socket.on('drain', () => this.onDrain())
    socket.on('error', (error) => {
      this.#error ??= error
    })
    // QEMU that has closed takes nothing more, whatever still waits for it.
    socket.on('end', () => socket.destroy())
    socket.on('close', () => {
      this.#clearTimer()
      this.onEnded(this.#why())
    })
    this.#socket = socket
  }

  /** Returns whether there is room for more; where not, `onDrain` tells when. */
  write(data: Buffer): boolean {
    if (this.#socket.writable) this.#socket.write(data)
    return this.#socket.writableLength < highWater
  }

  resume(): void {
    this.#socket.resume()
  }

  /** QEMU gets what it has been sent, and the end; what it still says is dropped. */
  close(): void {
    this.onOpen = this.onDrain = this.onEnded = () => {}
    this.onData = () => true
    if (this.#socket.destroyed) return
    if (!this.#isOpen) {
      this.#socket.destroy()
      return
    }
    this.#socket.resume()
    this.#socket.end()
    this.#timer = setTimeout(() => this.#socket.destroy(), this.#lingerMs)
  }

  #take(length: number): boolean {
    const isDone = this.onData(this.#memory.take(length))
    this.#memory.prepare(length, isDone)
    return isDone
  }

  #clearTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #why(): StreamRefusal {
    if (!this.#isOpen) return connectRefusal(this.#error ?? timedOut())
    const words = this.#error
      ? `The connection to QEMU was lost (${this.#error.code ?? 'unknown error'}).`
      : 'QEMU closed this stream.'
    return new StreamRefusal(closeCodes.qemuClosed, words)
  }
}

function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' })
}
