import type { Clock } from '#link/clock.ts'

/** One line of the log: an event of QEMU, a command of ours, or news of the connection. */
export type LogEntry = {
  /** Grows by one with each entry, for ever. */
  seq: number
  vm: string
  /** Milliseconds since 1970: QEMU's host clock for an event, this page's for the rest. */
  at: number
} & (
  | { kind: 'event'; name: string; data: Readonly<Record<string, unknown>>; text: string; hostClock: boolean }
  | { kind: 'command'; name: string; args: unknown; outcome: CommandOutcome }
  | { kind: 'connection'; words: string; severity: 'info' | 'ok' | 'bad' }
)

export type CommandOutcome =
  | { state: 'asked' }
  | { state: 'done'; ms: number }
  | { state: 'refused'; ms: number; words: string }
  | { state: 'unknown'; words: string }

type Unnumbered<T> = T extends LogEntry ? Omit<T, 'seq'> : never
export type NewLogEntry = Unnumbered<LogEntry>

/** Lines that are kept; the oldest give way. */
export const logCapacity = 200_000

/** Subscribers hear of news this often at most, in ms: about as often as a screen can show it to somebody. */
const tellEvery = 50

/** A ring of what happened, over all VMs. */
export class EventLog {
  readonly #clock: Clock
  readonly #capacity: number
  readonly #subscribers = new Set<() => void>()
  #entries: LogEntry[] = []
  /** Number of the entry that stands at index 0; the array is cut now and then, not at each append. */
  #offset = 0
  #first = 0
  #next = 0
  #version = 0
  #telling = false

  constructor(clock: Clock, capacity = logCapacity) {
    this.#clock = clock
    this.#capacity = capacity
  }

  /** Number of the oldest entry that is kept. */
  get first(): number {
    return this.#first
  }

  /** Number that the next entry will have. */
  get next(): number {
    return this.#next
  }

  /** Changes whenever the content does. */
  get version(): number {
    return this.#version
  }

  at(seq: number): LogEntry | undefined {
    return seq < this.#first ? undefined : this.#entries[seq - this.#offset]
  }

  append(entry: NewLogEntry): number {
    const seq = this.#next++
    this.#entries.push({ ...entry, seq })
    if (this.#next - this.#first > this.#capacity) this.#first++
    if (this.#first - this.#offset > this.#capacity) this.#forget()
    this.#changed()
    return seq
  }

  /** A command was answered, or will never be. */
  settle(seq: number, outcome: CommandOutcome): void {
    const entry = this.at(seq)
    if (entry?.kind !== 'command') return
    this.#entries[seq - this.#offset] = { ...entry, outcome }
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
