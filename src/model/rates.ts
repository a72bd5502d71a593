import type { BlockCounters } from '#qapi/names.ts'
import { count, type Partially } from './answer.ts'

/** Counters as they stood at one time, in milliseconds. */
export interface Sample<Counters> {
  readonly at: number
  readonly counters: Partially<Counters>
}

/** How much a counter grew; `undefined` if it is not there, or fell: then it was reset, and there is a gap. */
function growth(before: unknown, after: unknown): number | undefined {
  const from = count(before)
  const to = count(after)
  if (from === undefined || to === undefined) return undefined
  // Two large counters are near each other, so only the exact difference says anything.
  const grown = Number(BigInt(to) - BigInt(from))
  return grown < 0 ? undefined : grown
}

/**
 * How fast one counter grows, per second, between two samples; `undefined`, a gap, where it fell, is missing, or no
 * time went by.
 */
export function perSecond<Counters>(
  before: Sample<Counters>,
  after: Sample<Counters>,
  counter: keyof Partially<Counters>,
): number | undefined {
  const grown = growth(before.counters[counter], after.counters[counter])
  const seconds = (after.at - before.at) / 1000
  return grown === undefined || !(seconds > 0) ? undefined : grown / seconds
}

/** What a block device does, from two answers of `query-blockstats`. `undefined` is a gap, not zero. */
export interface BlockRates {
  /** Bytes a second. */
  readonly read: number | undefined
  readonly write: number | undefined
  /** Operations a second. */
  readonly readOperations: number | undefined
  readonly writeOperations: number | undefined
  /** Reads and writes together. */
  readonly operations: number | undefined
  /** Milliseconds an operation took on average; `undefined` also where there was none. */
  readonly latency: number | undefined
}

const sum = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a + b

function averageLatency(
  before: Partially<BlockCounters>,
  after: Partially<BlockCounters>,
): number | undefined {
  const grown = (counter: keyof BlockCounters) => growth(before[counter], after[counter])
  const nanoseconds = sum(grown('rd_total_time_ns'), grown('wr_total_time_ns'))
  const operations = sum(grown('rd_operations'), grown('wr_operations'))
  return nanoseconds === undefined || !operations ? undefined : nanoseconds / operations / 1_000_000
}

/** Rates of one block device between two samples, the earlier one first. */
export function blockRates(before: Sample<BlockCounters>, after: Sample<BlockCounters>): BlockRates {
  const readOperations = perSecond(before, after, 'rd_operations')
  const writeOperations = perSecond(before, after, 'wr_operations')
  return {
    read: perSecond(before, after, 'rd_bytes'),
    write: perSecond(before, after, 'wr_bytes'),
    readOperations,
    writeOperations,
    operations: sum(readOperations, writeOperations),
    latency: averageLatency(before.counters, after.counters),
  }
}
