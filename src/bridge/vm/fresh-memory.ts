/** Where all sockets read what is little; it is copied from there. */
const shared = Buffer.allocUnsafeSlow(64 * 1024)

/** A socket that fills that reads into pieces of this size, which its readers get without a copy ... */
const largeBytes = 512 * 1024

/** ... while they are worth being kept for what is in them. */
const worthwhileBytes = 128 * 1024

/** Memory to read one socket into. Bytes that were taken are never written to again, so who has them may keep them. */
export class FreshMemory {
  #large: Buffer | undefined

  /** Where the next read goes. */
  get next(): Buffer {
    return this.#large ?? shared
  }

  /** The bytes of a read into `next`, so many of them. */
  take(length: number): Buffer {
    const read = this.next.subarray(0, length)
    if (!this.#large) {
      if (length === shared.length) this.#large = Buffer.allocUnsafeSlow(largeBytes)
      return Buffer.from(read)
    }
    if (length < worthwhileBytes) {
      this.#large = undefined
      return Buffer.from(read)
    }
    this.#large = Buffer.allocUnsafeSlow(largeBytes)
    return read
  }
}
