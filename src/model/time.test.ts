import { expect, test } from 'vitest'
import { formatDateTime, formatDuration, formatTime } from './time.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

test.each([
  [3 * day + 4 * hour + 12 * minute, '3 d 4 h'],
  [16 * minute + 55 * second, '16 min 55 s'],
  [38 * second + 999, '38 s'],
  [41 * day, '41 d'],
  [3 * day + 5 * minute, '3 d'],
  [400, '0 s'],
  [-5 * second, '0 s'],
  [Number.NaN, '0 s'],
])('%s ms last %s', (span, shown) => {
  expect(formatDuration(span)).toBe(shown)
})

test('a duration can be given with more parts', () => {
  expect(formatDuration(3 * day + 4 * hour + 12 * minute, 3)).toBe('3 d 4 h 12 min')
})

// Made from local parts, so that the test holds in every time zone.
const noon = new Date(2026, 10, 19, 12, 4, 11, 32).getTime()

test('time of day is local, to the millisecond or as exact as asked', () => {
  expect(formatTime(noon)).toBe('12:04:11.032')
  expect(formatTime(noon, 'second')).toBe('12:04:11')
  expect(formatTime(noon, 'minute')).toBe('12:04')
})

test('the full date names day and zone', () => {
  expect(formatDateTime(noon)).toMatch(/^Thu 19 Nov 2026, 12:04:11\.032 \(UTC[+-]\d\d:\d\d\)$/)
})

test('V-02: an invalid time is called unknown', () => {
  expect(formatTime(Number.NaN)).toBe('unknown time')
  expect(formatDateTime(Number.NaN)).toBe('unknown time')
})
