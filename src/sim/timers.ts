import type { Clock } from '#link/clock.ts'

/** The timers of one thing that may end: when it stops, nothing of it happens any more. */
export class Timers {
  #clock: Clock
  #cancels = new Set<() => void>()
  #stopped = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#clock.now()
  }

  after(ms: number, then: () => void): void {
    if (this.#stopped) return
    const cancel = this.#clock.after(ms, () => {
      this.#cancels.delete(cancel)
      then()
    })
    this.#cancels.add(cancel)
  }

  stop(): void {
    this.#stopped = true
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }
}
