import { statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import type { Limits } from '../limits.ts'

/** Where a socket is. */
export type DialAddress = { host: string; port: number } | { path: string }

/** How a connection ended. */
export interface SocketEnd {
  /** Whether it had opened. */
  wasOpen: boolean
  /** As Node gives it; ENOTSOCK for a path where there is a file of another kind, ETIMEDOUT for no answer in time. */
  error: NodeJS.ErrnoException | undefined
}

/** What the owner of a socket hears, until it closes the socket. */
export interface SocketListener {
  onOpen(): void
  onData(data: Buffer): void
  /** QEMU has taken all it was sent, after `write` has returned false. */
  onDrain(): void
  /** For `pauseMs` QEMU has taken nothing of what waits for it, and sent nothing. */
  onStuck?(): void
  /** The connection failed or is over; called once, last. */
  onEnded(end: SocketEnd): void
}

/** QEMU may be this far behind with what it was sent before its senders are paused. */
const highWater = 256 * 1024

/**
 * A connection to a TCP or Unix socket of QEMU: its monitor, a VNC server, a character device. Each read has memory of its
 * own, so nothing of one connection can show up in another, and who gets bytes may keep them.
 */
export class DialledSocket {
  readonly #address: DialAddress
  readonly #limits: Limits
  readonly #socket: Socket
  /** Undefined once the owner has closed the socket, and after the end: nothing is called then. */
  #listener: SocketListener | undefined
  #isOpen = false
  #error: NodeJS.ErrnoException | undefined

  /** Begins to connect; the listener is not called before this returns. */
  constructor(address: DialAddress, limits: Limits, listener: SocketListener) {
    this.#address = address
    this.#limits = limits
    this.#listener = listener
    this.#socket = connect({ ...address, noDelay: true, keepAlive: true, keepAliveInitialDelay: 20_000 })
    const timeout = setTimeout(() => this.#socket.destroy(timedOut()), limits.connectMs)
    this.#socket.on('connect', () => {
      clearTimeout(timeout)
      this.#isOpen = true
      this.#listener?.onOpen()
    })
    this.#socket.on('data', (data) => this.#listener?.onData(data))
    this.#socket.on('drain', () => {
      this.#socket.setTimeout(0)
      this.#listener?.onDrain()
    })
    // Node counts from the last byte read or written, whatever still waits.
    this.#socket.on('timeout', () => this.#listener?.onStuck?.())
    this.#socket.on('error', (error) => {
      this.#error ??= error
    })
    // A QEMU that has closed takes nothing more, whatever still waits for it.
    this.#socket.on('end', () => this.#socket.destroy())
    this.#socket.on('close', () => {
      clearTimeout(timeout)
      this.#end()
    })
  }

  /** Returns whether there is room for more; where not, `onDrain` follows. After the end it does nothing. */
  write(data: Buffer): boolean {
    if (!this.#socket.writable) return true
    this.#socket.write(data)
    const hasRoom = this.#socket.writableLength < highWater
    if (!hasRoom) this.#socket.setTimeout(this.#limits.pauseMs)
    return hasRoom
  }

  /** Stops reading, and so in time QEMU from sending. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** QEMU gets what it has been sent, and the end; what it still says is dropped. */
  close(): void {
    this.#listener = undefined
    if (!this.#isOpen) this.#socket.destroy()
    if (this.#socket.destroyed) return
    const timeout = setTimeout(() => this.#socket.destroy(), this.#limits.hangUpMs)
    this.#socket
      .on('close', () => clearTimeout(timeout))
      .resume()
      .end()
  }

  #end(): void {
    const listener = this.#listener
    this.#listener = undefined
    const isFile = !this.#isOpen && this.#error?.code === 'ECONNREFUSED' && isFileInstead(this.#address)
    // The system says "refused" of a file that is no socket, too.
    const error = isFile ? Object.assign(new Error('no socket'), { code: 'ENOTSOCK' }) : this.#error
    listener?.onEnded({ wasOpen: this.#isOpen, error })
  }
}

function isFileInstead(address: DialAddress): boolean {
  if (!('path' in address)) return false
  try {
    return !statSync(address.path).isSocket()
  } catch {
    return false
  }
}

function timedOut(): Error {
  return Object.assign(new Error('connect timed out'), { code: 'ETIMEDOUT' })
}
