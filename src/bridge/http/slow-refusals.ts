import type { Limits } from '../limits.ts'

/**
 * Makes guessing slow without making anyone with the right token wait: only refusals pass through here,
 * ten a second at most.
 */
export class SlowRefusals {
  readonly #limits: Limits
  #waiting = 0
  #nextAt = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Resolves with true when it is the caller's turn, and with false at once where too many wait already. */
  async turn(): Promise<boolean> {
    if (this.#waiting >= this.#limits.waitingRefusals) return false
    const now = performance.now()
    this.#nextAt = Math.max(this.#nextAt, now) + this.#limits.refusalMs
    const wait = this.#nextAt - now
    this.#waiting++
    await new Promise((resolve) => setTimeout(resolve, wait).unref())
    this.#waiting--
    return true
  }
}
