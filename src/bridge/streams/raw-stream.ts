import type { Limits } from '../limits.ts'
import { type DialAddress, DialledSocket } from '../wire/dialled-socket.ts'
import type { RfbWatchOnly } from './rfb-watch-only.ts'
import { StreamRefusal, streamEnd } from './stream-refusal.ts'
import type { StreamViewer } from './stream-viewer.ts'

/**
 * Bytes between one viewer and one connection of its own, as fast as the slower side takes them: what has been read from
 * the one has to have left to the other before more is read.
 */
export class RawStream {
  readonly #viewer: StreamViewer
  readonly #socket: DialledSocket
  readonly #watchOnly: RfbWatchOnly | undefined
  readonly #stallMs: number
  #stall: NodeJS.Timeout | undefined

  /** @param watchOnly reads along, and lets through what a viewer that may not touch may send */
  constructor(viewer: StreamViewer, address: DialAddress, limits: Limits, watchOnly?: RfbWatchOnly) {
    this.#viewer = viewer
    this.#watchOnly = watchOnly
    this.#stallMs = limits.streamStallMs
    this.#socket = new DialledSocket(address, limits, {
      onOpen: () => viewer.resume(),
      onData: (data) => this.#toViewer(data),
      onDrain: () => viewer.resume(),
      onStuck: () => viewer.giveUpSending(),
      onEnded: (end) => viewer.closeAfterAll(streamEnd(end)),
    })
    viewer.onBytes = (data) => this.#toQemu(data)
    viewer.onDrain = () => this.#goOn()
    viewer.onLeft = () => this.#end()
  }

  #toViewer(data: Buffer): void {
    if (!this.#allowed(() => this.#watchOnly?.fromServer(data)) || this.#viewer.send(data)) return
    this.#socket.pause()
    this.#stall ??= setTimeout(() => this.#tooSlow(), this.#stallMs)
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
    this.#viewer.close(new StreamRefusal({ code: 'too-slow' }, 'This viewer reads too slowly.'))
  }

  #end(): void {
    clearTimeout(this.#stall)
    this.#socket.close()
  }
}
