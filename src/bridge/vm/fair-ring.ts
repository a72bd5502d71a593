/** What a fair ring keeps. */
export interface RingEntry {
  /** What floods together: the name of an event, of a command. */
  readonly kind: string
  readonly bytes: number
}

/**
 * A ring bounded in number and in bytes in which each kind has its share: a kind that floods pushes out its own oldest
 * entries, and not the few of another kind.
 */
export class FairRing<T extends RingEntry> {
  readonly #maxCount: number
  readonly #maxBytes: number
  #entries: T[] = []
  /** Part of the ring that is in use: more than 1 is too much. */
  #load = 0

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount
    this.#maxBytes = maxBytes
  }

  /** In the order in which they were added. */
  get entries(): readonly T[] {
    return this.#entries
  }

  add(entry: T): void {
    this.#entries.push(entry)
    this.#load += this.#loadOf(entry)
    if (this.#load > 1) this.#shed()
  }

  remove(isGone: (entry: T) => boolean): void {
    this.#keep(this.#entries.filter((entry) => !isGone(entry)))
  }

  /** As many as fill the number or the bytes are a load of 1, so that a load of 1 exceeds neither. */
  #loadOf({ bytes }: T): number {
    return Math.max(1 / this.#maxCount, bytes / this.#maxBytes)
  }

  /** Sheds a tenth at a time, so that a full ring does not move at every entry. */
  #shed(): void {
    const loads = new Map<string, number>()
    for (const entry of this.#entries)
      loads.set(entry.kind, (loads.get(entry.kind) ?? 0) + this.#loadOf(entry))
    const areTooManyKinds = loads.size > this.#maxCount / 2
    const share = areTooManyKinds ? target : fairShare([...loads.values()], target)
    const used = new Map<string, number>()
    const kept: T[] = []
    for (const entry of this.#entries.toReversed()) {
      const kind = areTooManyKinds ? '' : entry.kind
      const load = (used.get(kind) ?? 0) + this.#loadOf(entry)
      // Of a kind the newest are kept, without holes.
      used.set(kind, load > share ? Number.POSITIVE_INFINITY : load)
      if (load <= share) kept.push(entry)
    }
    this.#keep(kept.reverse())
  }

  #keep(entries: T[]): void {
    this.#entries = entries
    this.#load = entries.reduce((sum, entry) => sum + this.#loadOf(entry), 0)
  }
}

const target = 0.9

/** What each may have at most, so that together they have `total` at most: those that want less get what they want. */
function fairShare(wanted: readonly number[], total: number): number {
  let rest = total
  let left = wanted.length
  for (const one of [...wanted].sort((a, b) => a - b)) {
    if (one * left > rest) return rest / left
    rest -= one
    left--
  }
  return Number.POSITIVE_INFINITY
}
