import type { Clock } from '#link/clock.ts'

/** Below this, in ms, two clocks count as equal: the host tells its time in whole seconds, and a while before it is heard. */
const same = 2000

/**
 * The clock of the host on which the dashboard runs, which also dates QEMU's events and the start of its process. An age
 * is right by it, however wrong the browser's own clock is; where nobody tells it, that is used.
 */
export class HostClock implements Clock {
  readonly #own: Clock
  #ahead = 0

  /** @param own the browser's */
  constructor(own: Clock) {
    this.#own = own
  }

  now(): number {
    return this.#own.now() + this.#ahead
  }

  after(ms: number, then: () => void): () => void {
    return this.#own.after(ms, then)
  }

  /** An answer of the dashboard has just come. @param date its header `Date`, if there is one */
  answered(date: string | null): void {
    const hostTime = Date.parse(date ?? '')
    if (Number.isNaN(hostTime)) return
    // Half of the second that the header leaves out.
    const ahead = hostTime + 500 - this.#own.now()
    if (Math.abs(ahead - this.#ahead) >= same) this.#ahead = Math.abs(ahead) < same ? 0 : ahead
  }
}
