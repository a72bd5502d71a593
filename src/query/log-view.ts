import { oneLineJson } from '#model/one-line-json.ts'
import { isResetEcho } from '#model/reset-echo.ts'
import type { EventLog, LogEntry } from './event-log.ts'

/** One line: an entry, and how often the same came in a row. */
export interface LogLine {
  /** Place of the oldest of them in the log. */
  from: number
  /** Place of the newest of them in the log. */
  place: number
  times: number
}

/** More than these at once are looked at in portions. */
const atOnce = 10_000

/** The reset that the firmware's own belong to is looked for among so many entries before them. */
const echoAmong = 500

/**
 * The entries that pass a filter as lines, newest first; the same event again and again is one line. Each is looked at once: new
 * ones as they come, those that were there before the filter in portions, from the newest back, so that no look at 200,000 of
 * them stops the page.
 */
export class LogView {
  readonly passes: (entry: LogEntry) => boolean
  readonly #log: EventLog
  /** Lines that came after the view was made, oldest first; the first `#dropped` of them are forgotten. */
  #newer: LogLine[] = []
  #dropped = 0
  /** Lines from before the view was made, newest first. */
  #older: LogLine[] = []
  /** Place before which all was there when the view was made. */
  #madeAt = 0
  #lookedTo = 0
  #lookedFrom = 0
  #inserted = 0
  #starts = 0

  constructor(log: EventLog, passes: (entry: LogEntry) => boolean) {
    this.#log = log
    this.passes = passes
    this.#startOver()
  }

  get length(): number {
    return this.#newer.length - this.#dropped + this.#older.length
  }

  /** Changes when all must be looked back at again. */
  get starts(): number {
    return this.#starts
  }

  /** The line in a row; row 0 is the newest. */
  at(row: number): LogLine | undefined {
    const newer = this.#newer.length - this.#dropped
    return row < newer ? this.#newer[this.#newer.length - 1 - row] : this.#older[row - newer]
  }

  /** Takes in what came since, up to and without place `until`, and drops what the log has forgotten. */
  update(until = this.#log.next): void {
    this.#takeMoves()
    for (; this.#lookedTo < until; this.#lookedTo++) this.#lookOn(this.#lookedTo)
    this.#forget()
  }

  /** Looks at up to `portion` entries from before the view was made; true when there are no more. */
  lookBack(portion = atOnce): boolean {
    const stop = Math.max(this.#log.first, this.#lookedFrom - portion)
    while (this.#lookedFrom > stop) this.#lookBackAt(--this.#lookedFrom)
    return this.#lookedFrom <= this.#log.first
  }

  #startOver(): void {
    this.#newer = []
    this.#older = []
    this.#dropped = 0
    this.#madeAt = this.#lookedTo = this.#lookedFrom = this.#log.next
    this.#starts++
    this.#inserted = this.#log.inserted
  }

  /** What came between others has moved all after it: that is looked at again. */
  #takeMoves(): void {
    const { inserted } = this.#log
    if (inserted === this.#inserted) return
    const moved = this.#log.movedFrom(this.#inserted)
    if (moved < this.#madeAt || this.#log.next - moved > atOnce) return this.#startOver()
    this.#inserted = inserted
    // The line before the place may go on with what came there, so that is looked at again, too.
    let last: LogLine | undefined
    do last = this.#newer.pop()
    while (last && last.from >= moved)
    this.#lookedTo = Math.min(this.#lookedTo, last?.from ?? this.#madeAt)
    this.#dropped = Math.min(this.#dropped, this.#newer.length)
  }

  #lookOn(place: number): void {
    const entry = this.#passing(place)
    if (!entry) return
    const line = this.#newer.length > this.#dropped ? this.#newer.at(-1) : undefined
    const before = line && this.#log.at(line.place)
    if (!line || !before || !isSame(before, entry)) this.#newer.push({ from: place, place, times: 1 })
    else Object.assign(line, { place, times: line.times + 1 })
  }

  #lookBackAt(place: number): void {
    const entry = this.#passing(place)
    if (!entry) return
    const line = this.#older.at(-1)
    const after = line && this.#log.at(line.place)
    if (line && after && isSame(entry, after)) Object.assign(line, { from: place, times: line.times + 1 })
    else this.#older.push({ from: place, place, times: 1 })
  }

  #passing(place: number): LogEntry | undefined {
    const entry = this.#log.at(place)
    return entry && this.passes(entry) && !this.#isEcho(place, entry) ? entry : undefined
  }

  /** Whether it is one line with a reset before it. */
  #isEcho(place: number, reset: LogEntry): boolean {
    if (reset.kind !== 'event' || reset.name !== 'RESET') return false
    for (let before = place - 1; before >= place - echoAmong; before--) {
      const asked = this.#log.at(before)
      if (!asked) return false
      if (asked.kind !== 'event' || asked.vm !== reset.vm) continue
      if (isResetEcho(reset, asked) && this.passes(asked)) return true
    }
    return false
  }

  #forget(): void {
    const { first } = this.#log
    while ((this.#older.at(-1)?.place ?? first) < first) this.#older.pop()
    while ((this.#newer[this.#dropped]?.place ?? first) < first) this.#dropped++
    if (this.#dropped <= this.#newer.length / 2) return
    this.#newer = this.#newer.slice(this.#dropped)
    this.#dropped = 0
  }
}

/** Whether an event is the same as the one before it but for its time. */
function isSame(one: LogEntry, next: LogEntry): boolean {
  if (one.kind !== 'event' || next.kind !== 'event') return false
  return one.vm === next.vm && one.name === next.name && oneLineJson(one.data) === oneLineJson(next.data)
}
