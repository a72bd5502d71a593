import type { EventLog, LogEntry } from './event-log.ts'

/**
 * The numbers of those entries that pass a filter, oldest first. Each entry is looked at once, when it is new:
 * asking again after a few more events costs a few looks, not two hundred thousand.
 */
export class LogView {
  readonly #log: EventLog
  readonly #passes: (entry: LogEntry) => boolean
  #numbers: number[] = []
  #looked = 0

  constructor(log: EventLog, passes: (entry: LogEntry) => boolean) {
    this.#log = log
    this.#passes = passes
  }

  /**
   * Entries up to, and without, number `until`. The array grows in place from call to call; compare `length` and
   * its ends, not its identity.
   */
  numbers(until = this.#log.next): readonly number[] {
    this.#dropForgotten()
    for (let seq = Math.max(this.#looked, this.#log.first); seq < until; seq++) {
      const entry = this.#log.at(seq)
      if (entry && this.#passes(entry)) this.#numbers.push(seq)
    }
    this.#looked = Math.max(this.#looked, until)
    return this.#numbers
  }

  #dropForgotten(): void {
    const { first } = this.#log
    if ((this.#numbers[0] ?? first) >= first) return
    const kept = this.#numbers.findIndex((seq) => seq >= first)
    this.#numbers = kept < 0 ? [] : this.#numbers.slice(kept)
  }
}
