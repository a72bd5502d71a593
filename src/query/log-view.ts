import type { EventLog, LogEntry } from './event-log.ts'

/**
 * The entries that pass a filter, newest first. Each is looked at once: new ones as they come, those that were there
 * before the filter in portions, from the newest back, so that no look at 200,000 of them stops the page.
 */
export class LogView {
  readonly #log: EventLog
  readonly #passes: (entry: LogEntry) => boolean
  /** Numbers that came after the view was made, oldest first; the first `#dropped` of them are forgotten. */
  #newer: number[] = []
  #dropped = 0
  /** Numbers from before the view was made, newest first. */
  readonly #older: number[] = []
  #lookedTo: number
  #lookedFrom: number

  constructor(log: EventLog, passes: (entry: LogEntry) => boolean) {
    this.#log = log
    this.#passes = passes
    this.#lookedTo = log.next
    this.#lookedFrom = log.next
  }

  get length(): number {
    return this.#newer.length - this.#dropped + this.#older.length
  }

  /** The number of the entry in a row; row 0 is the newest. */
  at(row: number): number | undefined {
    const newer = this.#newer.length - this.#dropped
    return row < newer ? this.#newer[this.#newer.length - 1 - row] : this.#older[row - newer]
  }

  /** Takes in what came since, up to and without number `until`, and drops what the log has forgotten. */
  update(until = this.#log.next): void {
    for (; this.#lookedTo < until; this.#lookedTo++) {
      if (this.#look(this.#lookedTo)) this.#newer.push(this.#lookedTo)
    }
    this.#forget()
  }

  /** Looks at up to `portion` entries from before the view was made; true when there are no more. */
  lookBack(portion: number): boolean {
    const stop = Math.max(this.#log.first, this.#lookedFrom - portion)
    while (this.#lookedFrom > stop) {
      this.#lookedFrom--
      if (this.#look(this.#lookedFrom)) this.#older.push(this.#lookedFrom)
    }
    return this.#lookedFrom <= this.#log.first
  }

  #look(seq: number): boolean {
    const entry = this.#log.at(seq)
    return entry !== undefined && this.#passes(entry)
  }

  #forget(): void {
    const { first } = this.#log
    while ((this.#older.at(-1) ?? first) < first) this.#older.pop()
    while ((this.#newer[this.#dropped] ?? first) < first) this.#dropped++
    if (this.#dropped <= this.#newer.length / 2) return
    this.#newer = this.#newer.slice(this.#dropped)
    this.#dropped = 0
  }
}
