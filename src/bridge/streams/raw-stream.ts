import type { Limits } from '../limits.ts'
import type { Client, ClientListener } from '../wire/client.ts'
import { type DialAddress, DialledSocket } from '../wire/dialled-socket.ts'
import { socketEnded } from '../wire/socket-ended.ts'
import type { RfbWatchOnly } from './rfb-watch-only.ts'
import { StreamRefusal } from './stream-refusal.ts'

/** Bytes between a client and a connection of its own, as fast as the slower side takes them. */
export class RawStream implements ClientListener {
  readonly #client: Client
  readonly #socket: DialledSocket
  readonly #watchOnly: RfbWatchOnly | undefined

  /**
   * @param client paused; it is read once the connection is there
   * @param watchOnly reads along, and lets through what a client may send that is only to watch
   */
  constructor(client: Client, address: DialAddress, limits: Limits, watchOnly?: RfbWatchOnly) {
    this.#client = client
    this.#watchOnly = watchOnly
    this.#socket = new DialledSocket(address, limits, {
      onOpen: () => client.resume(),
      onData: (data) => this.#toClient(data),
      onDrain: () => client.resume(),
      onStuck: () => client.giveUp(),
      onEnded: (end) => client.close(socketEnded('stream', end)),
    })
  }

  onMessage(data: Buffer): void {
    let bytes = data
    const isAllowed = this.#allowed(() => {
      if (this.#watchOnly) bytes = this.#watchOnly.fromClient(data)
    })
    if (isAllowed && !this.#socket.write(bytes)) this.#client.pause()
  }

  onRoom(): void {
    this.#socket.resume()
  }

  onLeft(): void {
    this.#socket.close()
  }

  #toClient(data: Buffer): void {
    if (!this.#allowed(() => this.#watchOnly?.fromServer(data))) return
    this.#client.send(data)
    if (this.#client.isFull) this.#socket.pause()
  }

  /** What the filter throws ends the stream. */
  #allowed(look: () => void): boolean {
    try {
      look()
      return true
    } catch (error) {
      if (!(error instanceof StreamRefusal)) throw error
      this.#client.closeNow(error.infoFor('viewer'))
      return false
    }
  }
}
