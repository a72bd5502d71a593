import { expect, test } from 'vitest'
import {
  byteScale,
  formatBytes,
  formatBytesOf,
  formatCount,
  formatLatency,
  formatPercent,
  formatPerSecond,
  formatRate,
  rateScale,
} from './units.ts'

test.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [200_704, '196 KiB'],
  [536_870_912, '512 MiB'],
  [8.6 * 1024 ** 3, '8.6 GiB'],
  [1_546_188_226, '1.44 GiB'],
  [2n ** 64n - 1n, '16 EiB'],
  [-1, '-1 B'],
])('%s bytes are shown as %s', (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown)
})

test.each([
  [8.6 * 1024 ** 3, 20 * 1024 ** 3, '8.6 of 20 GiB'],
  [0.8 * 1024 ** 3, 2n * 1024n ** 3n, '0.8 of 2 GiB'],
  [333_447_168, 419_430_400, '318 of 400 MiB'],
  [200_704, 268_435_456, '196 KiB of 256 MiB'],
  [0, 268_435_456, '0 of 256 MiB'],
])('%s of %s bytes are shown as %s', (part, whole, shown) => {
  expect(formatBytesOf(part, whole)).toBe(shown)
})

test.each([
  [0, '0 MiB/s'],
  [1_048_576, '1 MiB/s'],
  [1_234_567, '1.2 MiB/s'],
  [300_000, '0.3 MiB/s'],
  [137_400_000, '131 MiB/s'],
  [2_500_000_000, '2.3 GiB/s'],
  [12_345, '12.1 KiB/s'],
  [40, '40 B/s'],
])('%s bytes a second are shown as %s', (rate, shown) => {
  expect(formatRate(rate)).toBe(shown)
})

test('one unit serves a whole axis', () => {
  expect(byteScale(512 * 1024 ** 2)).toEqual({ unit: 'MiB', divisor: 1024 ** 2 })
  expect(rateScale(3_000_000)).toEqual({ unit: 'MiB/s', divisor: 1024 ** 2 })
  expect(rateScale(0)).toEqual({ unit: 'MiB/s', divisor: 1024 ** 2 })
})

test('counts keep every digit, beyond 2^53, too', () => {
  expect(formatCount(1204)).toBe('1,204')
  expect(formatCount(18_446_744_073_709_551_615n)).toBe('18,446,744,073,709,551,615')
})

test('few operations a second keep a decimal', () => {
  expect(formatPerSecond(84.3)).toBe('84')
  expect(formatPerSecond(0.44)).toBe('0.4')
})

test('a share is shown in percent', () => {
  expect(formatPercent(0.37)).toBe('37 %')
  expect(formatPercent(0.004)).toBe('0.4 %')
  expect(formatPercent(1)).toBe('100 %')
})

test('latency has its unit by its size', () => {
  expect(formatLatency(0.8)).toBe('0.8 ms')
  expect(formatLatency(62.4)).toBe('62 ms')
  expect(formatLatency(1234)).toBe('1.2 s')
})

test('F-12: nan and inf are shown as not available', () => {
  expect(formatRate(Number.NaN)).toBe('n/a')
  expect(formatBytes(Number.NaN)).toBe('n/a')
  expect(formatPercent(Number.POSITIVE_INFINITY)).toBe('n/a')
})
