import { expect, test } from 'vitest'
import { blockRates, perSecond } from './rates.ts'

const at = (seconds: number, counters: Record<string, number | bigint>) => ({ at: seconds * 1000, counters })

test('a counter becomes a rate a second', () => {
  expect(perSecond(at(10, { bytes: 1000 }), at(12, { bytes: 5000 }), 'bytes')).toBe(2000)
})

test('a counter that falls was reset: a gap, not a spike', () => {
  expect(perSecond(at(10, { bytes: 5000 }), at(12, { bytes: 100 }), 'bytes')).toBeUndefined()
})

test('a missing counter and a missing time are gaps', () => {
  expect(perSecond(at(10, {}), at(12, { bytes: 1 }), 'bytes')).toBeUndefined()
  expect(perSecond(at(10, { bytes: 1 }), at(10, { bytes: 2 }), 'bytes')).toBeUndefined()
  expect(perSecond(at(10, { bytes: 1 }), at(9, { bytes: 2 }), 'bytes')).toBeUndefined()
})

test('beyond 2^53 the difference is exact, with and without a bigint before it', () => {
  const large = 2n ** 63n
  expect(perSecond(at(0, { n: large }), at(1, { n: large + 3n }), 'n')).toBe(3)
  expect(perSecond(at(0, { n: 2 ** 53 - 1 }), at(1, { n: 2n ** 53n + 1n }), 'n')).toBe(2)
})

test('a block device has rates and a mean latency in milliseconds', () => {
  const before = at(0, { rd_bytes: 0, wr_bytes: 100, rd_operations: 0, wr_operations: 10 })
  const after = at(2, { rd_bytes: 4096, wr_bytes: 100, rd_operations: 8, wr_operations: 10 })
  const timed = (sample: typeof before, ns: number) => ({
    ...sample,
    counters: { ...sample.counters, rd_total_time_ns: ns, wr_total_time_ns: 0 },
  })
  expect(blockRates(timed(before, 0), timed(after, 6_400_000))).toEqual({
    read: 2048,
    write: 0,
    readOperations: 4,
    writeOperations: 0,
    operations: 4,
    latency: 0.8,
  })
})

test('an idle device has no latency, not a latency of 0', () => {
  const still = { rd_bytes: 1, wr_bytes: 1, rd_operations: 1, wr_operations: 1 }
  const timed = { ...still, rd_total_time_ns: 5, wr_total_time_ns: 5 }
  expect(blockRates(at(0, timed), at(1, timed))).toMatchObject({ read: 0, operations: 0, latency: undefined })
})
