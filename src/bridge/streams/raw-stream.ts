import { closeCodes } from '#api/close-codes.ts'
import type { Limits } from '../limits.ts'
import type { DialAddress } from '../vm/dial.ts'
import type { RfbWatchOnly } from './rfb-watch-only.ts'
import { StreamRefusal } from './stream-refusal.ts'
import { StreamSocket } from './stream-socket.ts'
import type { StreamViewer } from './stream-viewer.ts'

/**
 * Bytes between one viewer and one connection of its own, as fast as the slower side takes them: what has been read from
 * the one has to have left to the other before more is read.
 */
export class RawStream {
  readonly #viewer: StreamViewer
  readonly #socket: StreamSocket
  readonly #watchOnly: RfbWatchOnly | undefined
  readonly #stallMs: number
  #stall: NodeJS.Timeout | undefined

  /** @param watchOnly reads along, and lets through what a viewer that may not touch may send */
  constructor(viewer: StreamViewer, address: DialAddress, limits: Limits, watchOnly?: RfbWatchOnly) {
    this.#viewer = viewer
    this.#watchOnly = watchOnly
    this.#stallMs = limits.streamStallMs
    this.#socket = new StreamSocket(address, limits)
    this.#socket.onOpen = () => viewer.resume()
    this.#socket.onData = (data) => this.#toViewer(data)
    this.#socket.onDrain = () => viewer.resume()
    this.#socket.onStuck = () => viewer.giveUpSending()
    this.#socket.onEnded = (why) => viewer.closeAfterAll(why)
    viewer.onBytes = (data) => this.#toQemu(data)
    viewer.onDrain = () => this.#goOn()
    viewer.onLeft = () => this.#end()
  }

  #toViewer(data: Buffer): boolean {
    if (!this.#allowed(() => this.#watchOnly?.fromServer(data))) return true
    const hasLeft = this.#viewer.send(data)
    if (!hasLeft) this.#stall ??= setTimeout(() => this.#tooSlow(), this.#stallMs)
    return hasLeft
  }

  #toQemu(data: Buffer): void {
    let bytes = data
    const isAllowed = this.#allowed(() => {
      if (this.#watchOnly) bytes = this.#watchOnly.fromClient(data)
    })
    if (isAllowed && !this.#socket.write(bytes)) this.#viewer.pause()
  }

  /** What the filter throws ends the stream. */
  #allowed(look: () => void): boolean {
    try {
      look()
      return true
    } catch (error) {
      if (!(error instanceof StreamRefusal)) throw error
      this.#viewer.close(error)
      return false
    }
  }

  #goOn(): void {
    clearTimeout(this.#stall)
    this.#stall = undefined
    this.#socket.resume()
  }

  #tooSlow(): void {
    this.#viewer.close(new StreamRefusal(closeCodes.tooSlow, 'This viewer reads too slowly.'))
  }

  #end(): void {
    clearTimeout(this.#stall)
    this.#socket.close()
  }
}
