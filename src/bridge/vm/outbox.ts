import type { WebSocket } from 'ws'

/** Bytes of one fragment: small enough that a slow reader shows progress. */
const fragmentBytes = 64 * 1024

/** Bytes handed to the socket and not yet taken by the network. */
const windowBytes = 256 * 1024

interface Fragment {
  data: Buffer
  last: boolean
}

/**
 * Text messages on their way to a viewer. They leave in order, long ones in fragments of one message, a
 * window at a time, so that it is known how much waits and when the viewer last took something.
 */
export class Outbox {
  /** The viewer took something. */
  onProgress: () => void = () => {}
  /** All that was sent has left. */
  onEmpty: () => void = () => {}
  readonly #socket: WebSocket
  #queue: Fragment[] = []
  #queuedBytes = 0
  #inFlight = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** Bytes that the viewer has still to take. */
  get waitingBytes(): number {
    return this.#queuedBytes + this.#inFlight
  }

  send(text: string): void {
    const data = Buffer.from(text)
    for (let from = 0; from < data.length; from += fragmentBytes) {
      const end = from + fragmentBytes
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

  #pump(): void {
    while (this.#inFlight < windowBytes) {
      const fragment = this.#queue.shift()
      if (!fragment) return
      const { length } = fragment.data
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
