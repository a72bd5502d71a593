/** A gap and what stands after it. */
export interface Excerpt {
  /** Bytes that were wanted and are gone. */
  lost: number
  bytes: Buffer
}

/**
 * The latest output of a port, so much and no more, in which every client has a place of its own: the number of bytes
 * before it, from the first byte on.
 */
export class OutputHistory {
  readonly #ring: Buffer
  #end = 0

  /** @param capacity in bytes */
  constructor(capacity: number) {
    this.#ring = Buffer.allocUnsafeSlow(capacity)
  }

  /** The place after the latest byte. */
  get end(): number {
    return this.#end
  }

  /** The place of the oldest byte that is kept. */
  get start(): number {
    return Math.max(0, this.#end - this.#ring.length)
  }

  append(output: Buffer): void {
    const { length } = this.#ring
    this.#end += output.length
    const kept = output.subarray(-length)
    const at = (this.#end - kept.length) % length
    const beforeTurn = kept.copy(this.#ring, at)
    kept.copy(this.#ring, 0, beforeTurn)
  }

  /** Up to `most` bytes from a place on, as a copy; what is gone there is counted. */
  read(place: number, most: number): Excerpt {
    const from = Math.max(place, this.start)
    const to = Math.min(this.#end, from + most)
    const { length } = this.#ring
    const at = from % length
    const first = this.#ring.subarray(at, Math.min(length, at + to - from))
    const rest = this.#ring.subarray(0, to - from - first.length)
    return { lost: from - place, bytes: Buffer.concat([first, rest]) }
  }
}
