import { expect, test } from 'vitest'
import { FairRing, type RingEntry } from './fair-ring.ts'

const many = (kind: string, count: number, bytes = 1): RingEntry[] =>
  Array.from({ length: count }, () => ({ kind, bytes }))

function ringOf(maxCount: number, maxBytes: number, entries: readonly RingEntry[]) {
  const ring = new FairRing(maxCount, maxBytes)
  for (const entry of entries) ring.add(entry)
  return ring.entries
}

test('a kind that floods pushes out its own entries, and none of another kind', () => {
  const entries = ringOf(100, 1e6, [...many('rare', 3), ...many('flood', 500), ...many('other', 5)])
  expect(entries.filter(({ kind }) => kind === 'rare')).toHaveLength(3)
  expect(entries.filter(({ kind }) => kind === 'other')).toHaveLength(5)
  expect(entries.length).toBeGreaterThan(80)
  expect(entries.length).toBeLessThanOrEqual(100)
})

test('several kinds that flood share what the others leave', () => {
  const flood = Array.from({ length: 500 }, () => [...many('a', 1), ...many('b', 1)]).flat()
  const entries = ringOf(100, 1e6, [...many('rare', 20), ...flood])
  expect(entries.filter(({ kind }) => kind === 'rare')).toHaveLength(20)
  const [a, b] = ['a', 'b'].map((wanted) => entries.filter(({ kind }) => kind === wanted).length)
  expect(Math.abs((a ?? 0) - (b ?? 0))).toBeLessThanOrEqual(1)
})

test('it is bounded in bytes, too, and of a kind keeps the newest', () => {
  const entries = ringOf(1000, 100, [...many('small', 10), ...many('large', 50, 30)])
  expect(entries.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(100)
  expect(entries.filter(({ kind }) => kind === 'small')).toHaveLength(10)
  expect(entries.at(-1)?.kind).toBe('large')
})

test('as many kinds as entries leave the newest entries', () => {
  const entries = ringOf(
    100,
    1e6,
    Array.from({ length: 1000 }, (_, n) => ({ kind: `k${n}`, bytes: 1 })),
  )
  expect(entries.length).toBeGreaterThan(80)
  expect(entries.at(-1)?.kind).toBe('k999')
})

test('what is removed leaves room', () => {
  const ring = new FairRing(10, 1e6)
  for (const entry of [...many('gone', 5), ...many('here', 5)]) ring.add(entry)
  ring.remove(({ kind }) => kind === 'gone')
  for (const entry of many('new', 5)) ring.add(entry)
  expect(ring.entries.map(({ kind }) => kind)).toEqual([...Array(5).fill('here'), ...Array(5).fill('new')])
})
