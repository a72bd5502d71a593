import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Fault } from '#model/faults.ts'

/** Where a page keeps a text from one visit to the next. */
export interface TextStore {
  read(): string | undefined
  write(text: string): void
}

/** More than anybody has marks in view; the oldest give way. */
const kept = 500

/**
 * What the person at this browser has seen of each VM's faults, and need not be told again: for each fault up to when, or how
 * much of it there was. Kept by the browser and not by the bridge: that one person has seen it says nothing about the others,
 * and read-only viewers may say it, too.
 */
export class SeenMarks {
  readonly marks: StoreApi<ReadonlyMap<string, number>>
  readonly #kept: TextStore | undefined

  constructor(store: TextStore | undefined) {
    this.#kept = store
    this.marks = createStore(() => readMarks(store?.read()))
  }

  add(vm: string, faults: readonly Pick<Fault, 'key' | 'to'>[]): void {
    const marks = new Map(this.marks.getState())
    for (const { key, to } of faults) {
      marks.delete(keyOf(vm, key))
      marks.set(keyOf(vm, key), to)
    }
    this.marks.setState(new Map([...marks].slice(-kept)), true)
    this.#kept?.write(JSON.stringify([...this.marks.getState()]))
  }
}

/** Whether a fault has been seen; while it goes on, it is the one that was. */
export function isSeen(
  marks: ReadonlyMap<string, number>,
  vm: string,
  { key, from }: Pick<Fault, 'key' | 'from'>,
): boolean {
  return from <= (marks.get(keyOf(vm, key)) ?? Number.NEGATIVE_INFINITY)
}

function keyOf(vm: string, key: string): string {
  return `${vm} ${key}`
}

/** Rubbish in the store is no mark. */
function readMarks(text = '[]'): ReadonlyMap<string, number> {
  try {
    const stored: unknown = JSON.parse(text)
    const isMark = (mark: unknown): mark is [string, number] =>
      Array.isArray(mark) && typeof mark[0] === 'string' && typeof mark[1] === 'number'
    return new Map(Array.isArray(stored) ? stored.filter(isMark) : [])
  } catch {
    return new Map()
  }
}
