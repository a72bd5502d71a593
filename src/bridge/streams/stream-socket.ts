import type { Socket } from 'node:net'
import { closeCodes } from '#api/close-codes.ts'
import type { Limits } from '../limits.ts'
import { type DialAddress, dial, hangUp } from '../vm/dial.ts'
import { ReadMemory } from './read-memory.ts'
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
  /** For a long time QEMU has taken nothing of what it was sent, nor said anything. */
  onStuck: () => void = () => {}
  /** It never came about, or is over; called once, after all data. */
  onEnded: (why: StreamRefusal) => void = () => {}
  readonly #socket: Socket
  readonly #memory = new ReadMemory()
  readonly #limits: Limits
  #isOpen = false
  /** Whether the bytes of the last read are needed no more. */
  #isDone = true
  #error: NodeJS.ErrnoException | undefined

  constructor(address: DialAddress, limits: Limits) {
    this.#limits = limits
    const onread = {
      buffer: () => this.#memory.next,
      callback: (length: number) => this.#take(length),
    }
    const socket = dial(address, limits.connectMs, onread)
    socket.on('connect', () => {
      this.#isOpen = true
      this.onOpen()
    })
    socket.on('drain', () => {
      socket.setTimeout(0)
      this.onDrain()
    })
    // Node counts from the last byte that was read or written, whatever still waits.
    socket.on('timeout', () => this.onStuck())
    socket.on('error', (error) => {
      this.#error ??= error
    })
    // QEMU that has closed takes nothing more, whatever still waits for it.
    socket.on('end', () => socket.destroy())
    socket.on('close', () => this.onEnded(this.#why()))
    this.#socket = socket
  }

  /** Returns whether there is room for more; where not, `onDrain` tells when. */
  write(data: Buffer): boolean {
    if (this.#socket.writable) this.#socket.write(data)
    const hasRoom = this.#socket.writableLength < highWater
    if (!hasRoom) this.#socket.setTimeout(this.#limits.pauseMs)
    return hasRoom
  }

  resume(): void {
    this.#isDone = true
    this.#socket.resume()
  }

  /** QEMU gets what it has been sent, and the end; what it still says is dropped. */
  close(): void {
    this.onOpen = this.onDrain = this.onStuck = this.onEnded = () => {}
    this.onData = () => true
    if (this.#socket.destroyed) return
    if (!this.#isOpen) {
      this.#socket.destroy()
      return
    }
    // Another read would write over bytes that are still on their way to the viewer.
    if (this.#isDone) this.#socket.resume()
    else this.#socket.once('finish', () => this.#socket.destroy())
    hangUp(this.#socket, this.#limits.hangUpMs)
  }

  #take(length: number): boolean {
    this.#isDone = this.onData(this.#memory.take(length))
    this.#memory.prepare(length, this.#isDone)
    return this.#isDone
  }

  #why(): StreamRefusal {
    if (!this.#isOpen) return connectRefusal(this.#error)
    const words = this.#error
      ? `The connection to QEMU was lost (${this.#error.code ?? 'unknown error'}).`
      : 'QEMU closed this stream.'
    return new StreamRefusal(closeCodes.qemuClosed, words)
  }
}
