import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'

/** Bytes of one frame. Only a longer message is sent in fragments, so that a slow client of it shows progress. */
const frameBytes = 1024 * 1024

/** Bytes handed to the socket that the network has not accepted yet. */
const windowBytes = 256 * 1024

interface Fragment {
  data: Uint8Array
  binary: boolean
  last: boolean
}

/** What the owner of a queue hears. */
export interface QueueListener {
  /** The network has accepted something. */
  onProgress(): void
  /** All that was sent has been accepted. */
  onEmpty(): void
}

/**
 * Messages on their way to a client. They leave in order, a window at a time, so that it is known how much is queued and
 * when the client last accepted something.
 */
export class SendQueue {
  readonly #webSocket: WebSocket
  readonly #wire: Duplex
  readonly #listener: QueueListener
  #isCorked = false
  #queue: Fragment[] = []
  #queuedBytes = 0
  #inFlight = 0
  #isMidMessage = false

  /** @param wire the connection under the WebSocket */
  constructor(webSocket: WebSocket, wire: Duplex, listener: QueueListener) {
    this.#webSocket = webSocket
    this.#wire = wire
    this.#listener = listener
  }

  /** Bytes that the client has not accepted yet. */
  get bytes(): number {
    return this.#queuedBytes + this.#inFlight
  }

  /** Whether some of a message has been handed to the socket, but not its end. */
  get isMidMessage(): boolean {
    return this.#isMidMessage
  }

  /** Sends one whole message. Its bytes are kept for as long as it is queued, so they must not change. */
  send(data: Uint8Array, binary: boolean): void {
    for (let from = 0; from < data.length; from += frameBytes) {
      const end = from + frameBytes
      this.#queue.push({ data: data.subarray(from, end), binary, last: end >= data.length })
    }
    this.#queuedBytes += data.length
    this.#pump()
  }

  /** Drops what has not been handed to the socket yet. */
  drop(): void {
    this.#queue = []
    this.#queuedBytes = 0
  }

  /** What is sent in one turn of the event loop is one write: a write a message would cost more than all else. */
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
      const { data, binary, last } = fragment
      this.#cork()
      this.#queuedBytes -= data.length
      this.#inFlight += data.length
      this.#isMidMessage = !last
      this.#webSocket.send(data, { binary, fin: last }, (error) => {
        this.#inFlight -= data.length
        if (!error) this.#progressed()
      })
    }
  }

  #progressed(): void {
    this.#listener.onProgress()
    this.#pump()
    if (this.bytes === 0) this.#listener.onEmpty()
  }
}
