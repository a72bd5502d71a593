import type { Role } from '#api/types.ts'
import type { Clock } from '#link/clock.ts'
import type { QmpError } from '#qmp/errors.ts'

/** One line of the log: an event of QEMU, a command, or news of the connection. */
export type LogEntry = {
  /** Stable; the index shifts when older entries are inserted. */
  seq: number
  vm: string
  /** Milliseconds since 1970: QEMU's host clock for an event, this page's for the rest. */
  at: number
} & (
  | { kind: 'event'; name: string; data: Readonly<Record<string, unknown>>; text: string; hostClock: boolean }
  | {
      kind: 'command'
      name: string
      args: unknown
      outcome: CommandOutcome
      /** Who asked, where it was not this page. */
      by?: Role
    }
  | { kind: 'connection'; words: string; severity: 'info' | 'ok' | 'bad' }
)

/** `ms`: how long QEMU took, where this page has asked. */
export type CommandOutcome =
  | { state: 'asked' }
  | { state: 'done'; ms?: number }
  | { state: 'refused'; ms?: number; words: string }
  | { state: 'unknown'; words: string }
  | { state: 'not-sent'; words: string }

/** What became of a command that failed `ms` after it was sent; words that are not QEMU's say whose they are. */
export function outcomeOfFailure(failure: QmpError, ms: number): CommandOutcome {
  const { kind, message: words } = failure
  if (kind === 'refused')
    return { state: 'refused', ms, words: failure.by === 'qemu' ? words : `The dashboard refused: ${words}` }
  const isUnsent = kind === 'unreachable' || (kind === 'interrupted' && !failure.sent)
  return { state: isUnsent ? 'not-sent' : 'unknown', words }
}

type Unnumbered<T> = T extends LogEntry ? Omit<T, 'seq'> : never
export type NewLogEntry = Unnumbered<LogEntry>

/** Lines that are kept; the oldest give way. */
export const logCapacity = 200_000

/** An entry is put this far back at most, by its time, in ms and in entries: what comes late comes soon after. */
const lateBy = 5000
const lateAmong = 1000

/** Moves that are remembered for those who ask; before them, everything counts as moved. */
const movesKept = 1000

/** Subscribers are notified this often at most, in ms: about as often as a screen is drawn. */
const tellEvery = 50

/** A ring of what happened, over all VMs. */
export class EventLog {
  readonly #clock: Clock
  readonly #capacity: number
  readonly #subscribers = new Set<() => void>()
  #entries: LogEntry[] = []
  /** Place of the entry at index 0; the array is cut now and then, not at each append. */
  #offset = 0
  #first = 0
  #next = 0
  #inserted = 0
  /** For the newest of these: the place from which on entries moved, and how many came there. */
  #moves: { place: number; count: number; upTo: number }[] = []
  #version = 0
  #telling = false

  constructor(clock: Clock, capacity = logCapacity) {
    this.#clock = clock
    this.#capacity = capacity
  }

  /** Place of the oldest entry that is kept. */
  get first(): number {
    return this.#first
  }

  /** Place that the next entry will have. */
  get next(): number {
    return this.#next
  }

  /** How many entries have come in between others: each time, those after them have moved. */
  get inserted(): number {
    return this.#inserted
  }

  /** Changes whenever the content does. */
  get version(): number {
    return this.#version
  }

  at(place: number): LogEntry | undefined {
    return place < this.#first ? undefined : this.#entries[place - this.#offset]
  }

  /** The lowest place that has moved since `inserted` was this; `next` where none has. */
  movedFrom(inserted: number): number {
    if (inserted === this.#inserted) return this.#next
    if ((this.#moves[0]?.upTo ?? Number.POSITIVE_INFINITY) - (this.#moves[0]?.count ?? 0) > inserted) return 0
    const since = this.#moves.filter(({ upTo }) => upTo > inserted)
    return since.reduce((lowest, { place }) => Math.min(lowest, place), this.#next)
  }

  /** Where the entry is now that stood at this place when `inserted` was this. */
  movedTo(place: number, inserted: number): number {
    const since = this.#moves.filter(({ upTo }) => upTo > inserted)
    return since.reduce((now, move) => (move.place <= now ? now + move.count : now), place)
  }

  /** Takes in what has just happened; what comes a little late stands before what happened after it. */
  append(entry: NewLogEntry): number {
    const seq = this.#next++
    const index = this.#placeOf(entry)
    if (index === this.#entries.length) this.#entries.push({ ...entry, seq })
    else {
      this.#entries.splice(index, 0, { ...entry, seq })
      this.#moved(this.#offset + index, 1)
    }
    this.#bound()
    this.#changed()
    return seq
  }

  /** Takes in what happened earlier, oldest first, by the time of each. */
  insert(entries: readonly NewLogEntry[]): void {
    if (entries.length === 0) return
    this.#forget()
    const come = entries.map((entry, index) => ({ ...entry, seq: this.#next + index }))
    const before = this.#entries
    this.#entries = merged(before, come)
    this.#next += entries.length
    const first = this.#entries.findIndex((entry, index) => entry !== before[index])
    this.#moved(this.#offset + first, entries.length)
    this.#bound()
    this.#changed()
  }

  /** A command was answered, or will never be. */
  settle(seq: number, outcome: CommandOutcome): void {
    const index = this.#entries.findLastIndex((entry) => entry.seq === seq)
    const entry = this.#entries[index]
    if (entry?.kind !== 'command') return
    this.#entries[index] = { ...entry, outcome }
    this.#changed()
  }

  clear(): void {
    this.#first = this.#next
    this.#forget()
    this.#changed()
  }

  subscribe(subscriber: () => void): () => void {
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  #placeOf({ at }: NewLogEntry): number {
    const { length } = this.#entries
    const lowest = Math.max(this.#first - this.#offset, length - lateAmong)
    let index = length
    for (; index > lowest; index--) {
      const before = this.#entries[index - 1]
      if (!before || before.at <= at || before.at > at + lateBy) break
    }
    return index
  }

  #moved(place: number, count: number): void {
    this.#inserted += count
    this.#moves.push({ place, count, upTo: this.#inserted })
    if (this.#moves.length > movesKept) this.#moves.shift()
  }

  #bound(): void {
    this.#first = Math.max(this.#first, this.#next - this.#capacity)
    if (this.#first - this.#offset > this.#capacity) this.#forget()
  }

  #forget(): void {
    this.#entries = this.#entries.slice(this.#first - this.#offset)
    this.#offset = this.#first
  }

  #changed(): void {
    this.#version++
    if (this.#telling) return
    this.#telling = true
    this.#clock.after(tellEvery, () => {
      this.#telling = false
      for (const subscriber of this.#subscribers) subscriber()
    })
  }
}

/** Both in their own order; each inserted entry is before the first younger one. */
function merged(kept: readonly LogEntry[], came: readonly LogEntry[]): LogEntry[] {
  const all: LogEntry[] = []
  let next = 0
  for (const entry of kept) {
    for (let one = came[next]; one && one.at <= entry.at; one = came[++next]) all.push(one)
    all.push(entry)
  }
  return [...all, ...came.slice(next)]
}
