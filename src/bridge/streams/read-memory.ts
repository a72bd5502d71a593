/**
 * Memory to read a socket into. Thousands of idle sockets share one piece, from which what comes is copied; a socket
 * that fills it gets a large piece to itself, from which its bytes go out without a copy, and a read of a large piece
 * costs little more than one of a small.
 */
const sharedBytes = 64 * 1024
const ownBytes = 1024 * 1024

/** A read that leaves this much room says that the flood is over. */
const trickleBytes = 16 * 1024

/** Pieces without a socket, kept since fresh memory is slow. */
const spare: Buffer[] = []
const mostSpare = 4

let shared: Buffer | undefined

/** The memory of one socket. */
export class ReadMemory {
  #own: Buffer | undefined

  /** Where the next read goes. */
  get next(): Buffer {
    shared ??= Buffer.allocUnsafeSlow(sharedBytes)
    return this.#own ?? shared
  }

  /** The bytes of a read into `next`, so many of them. */
  take(length: number): Buffer {
    if (this.#own) return this.#own.subarray(0, length)
    const copy = Buffer.allocUnsafe(length)
    this.next.copy(copy, 0, 0, length)
    return copy
  }

  /**
   * Chooses the memory for the next read.
   * @param length of the read that has been taken
   * @param isDone whether its bytes are needed no more; before the next read they must not be, either
   */
  prepare(length: number, isDone: boolean): void {
    if (!this.#own) {
      if (length === sharedBytes) this.#own = spare.pop() ?? Buffer.allocUnsafeSlow(ownBytes)
    } else if (length < trickleBytes) {
      if (isDone && spare.length < mostSpare) spare.push(this.#own)
      this.#own = undefined
    }
  }
}
