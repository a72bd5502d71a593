import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** Bytes of one frame. Only a longer message leaves in fragments, so that a slow reader of it shows progress. */
const frameBytes = 1024 * 1024

/** Bytes handed to the socket and not yet taken by the network. */
const windowBytes = 256 * 1024

interface Fragment {
  data: Uint8Array
  last: boolean
}

/**
 * Text messages on their way to a viewer. They leave in order, a window at a time, so that it is known how much waits
 * and when the viewer last took something.
 */
export class Outbox {
  /** The viewer took something. */
  onProgress: () => void = () => {}
  /** All that was sent has left. */
  onEmpty: () => void = () => {}
  readonly #socket: WebSocket
  readonly #wire: Duplex
  #isCorked = false
  #queue: Fragment[] = []
  #queuedBytes = 0
  #inFlight = 0

  /** @param wire the connection under the WebSocket */
  constructor(socket: WebSocket, wire: Duplex) {
    this.#socket = socket
    this.#wire = wire
  }

  /** Bytes that the viewer has still to take. */
  get waitingBytes(): number {
    return this.#queuedBytes + this.#inFlight
  }

  /** One whole text message, which may be kept for as long as it waits: its bytes must not change. */
  send(data: Uint8Array): void {
    for (let from = 0; from < data.length; from += frameBytes) {
      const end = from + frameBytes
      this.#queue.push({ data: data.subarray(from, end), last: end >= data.length })
    }
    this.#queuedBytes += data.length
    this.#pump()
  }

  /** Forgets what has not been handed to the socket yet. */
  drop(): void {
    this.#queue = []
    this.#queuedBytes = 0
  }

  /** What is sent in one turn leaves in one piece: a write for each message would cost more than all else. */
  #cork(): void {
    if (this.#isCorked) return
    this.#isCorked = true
    this.#wire.cork()
    process.nextTick(() => {
      this.#isCorked = false
      this.#wire.uncork()
    })
  }

  #pump(): void {
    while (this.#inFlight < windowBytes) {
      const fragment = this.#queue.shift()
      if (!fragment) return
      const { length } = fragment.data
      this.#cork()
      this.#queuedBytes -= length
      this.#inFlight += length
      this.#socket.send(fragment.data, { binary: false, fin: fragment.last }, (error) => {
        this.#inFlight -= length
        if (!error) this.#afterProgress()
      })
    }
  }

  #afterProgress(): void {
    this.onProgress()
    this.#pump()
    if (this.waitingBytes === 0) this.onEmpty()
  }
}
