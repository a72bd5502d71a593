import { statSync } from 'node:fs'
import type { Socket } from 'node:net'
import type { Limits } from '../limits.ts'
import { type DialAddress, dial, hangUp } from './dial.ts'
import { connectFailure, type Ending, gone, unreachable } from './ending.ts'
import { FreshMemory } from './fresh-memory.ts'
import type { Upstream } from './upstream.ts'

/** A QMP monitor behind a TCP or Unix socket. */
export class SocketUpstream implements Upstream {
  onOpen: () => void = () => {}
  onData: (data: Buffer) => void = () => {}
  onDrain: () => void = () => {}
  onEnded: (ending: Ending) => void = () => {}
  readonly #address: DialAddress
  readonly #socket: Socket
  readonly #memory = new FreshMemory()
  readonly #limits: Limits
  #open = false
  #error: NodeJS.ErrnoException | undefined

  constructor(address: DialAddress, limits: Limits) {
    this.#limits = limits
    this.#address = address
    const onread = {
      buffer: () => this.#memory.next,
      callback: (length: number) => {
        this.onData(this.#memory.take(length))
        return true
      },
    }
    const socket = dial(address, limits.connectMs, onread)
    socket.once('connect', () => {
      this.#open = true
      this.onOpen()
    })
    socket.on('drain', () => this.onDrain())
    socket.once('error', (error) => {
      this.#error = error
    })
    socket.once('close', () => this.onEnded(this.#ending()))
    this.#socket = socket
  }

  write(data: Buffer): boolean {
    return !this.#socket.writable || this.#socket.write(data)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** QEMU runs what it has been sent, reads the end and serves the next client; what it still says is dropped. */
  close(): void {
    this.onOpen = this.onData = this.onDrain = this.onEnded = () => {}
    if (this.#socket.destroyed) return
    if (!this.#open) {
      this.#socket.destroy()
      return
    }
    hangUp(this.#socket.resume(), this.#limits.hangUpMs)
  }

  #ending(): Ending {
    if (!this.#open && isFileInstead(this.#address)) {
      return unreachable('There is something by that name, but it is no socket.')
    }
    if (!this.#open) return this.#error ? connectFailure(this.#error) : unreachable('Not connected.')
    if (!this.#error) return gone('QEMU closed the connection.')
    return gone(`The connection to QEMU was lost (${this.#error.code ?? 'unknown error'}).`)
  }
}

/** The system says "refused" of a file that is no socket, too. */
function isFileInstead(address: DialAddress): boolean {
  if (!('path' in address)) return false
  try {
    return !statSync(address.path).isSocket()
  } catch {
    return false
  }
}
