/** Wrong tokens that wait for their answer at a time. */
const mostWaiting = 32

/** Milliseconds between two answers to wrong tokens, whoever sent them. */
const intervalMs = 100

/**
 * Makes guessing slow without making anyone with the right token wait: only refusals pass through here,
 * ten a second at most.
 */
export class SlowRefusals {
  #waiting = 0
  #nextAt = 0

  /** Resolves with true when it is the caller's turn, and with false at once where too many wait already. */
  async turn(): Promise<boolean> {
    if (this.#waiting >= mostWaiting) return false
    const now = performance.now()
    this.#nextAt = Math.max(this.#nextAt, now) + intervalMs
    const wait = this.#nextAt - now
    this.#waiting++
    await new Promise((resolve) => setTimeout(resolve, wait).unref())
    this.#waiting--
    return true
  }
}
