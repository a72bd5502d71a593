import { expect, test } from 'vitest'
import { withSample } from './sampling.ts'

const first = withSample(undefined, { at: 5000 })

test('one sample gives no rate', () => {
  expect(first).toEqual({ latest: { at: 5000 }, before: undefined })
})

test('a second sample gives a rate', () => {
  expect(withSample(first, { at: 7000 })).toEqual({ latest: { at: 7000 }, before: { at: 5000 } })
})

test('an answer that came early is not used as a sample', () => {
  expect(withSample(first, { at: 5040 })).toBe(first)
})

test('a clock that was set back makes a gap', () => {
  expect(withSample(first, { at: 4000 })).toEqual({ latest: { at: 4000 }, before: undefined })
})

test('after an unwatched time there is a gap', () => {
  expect(withSample(first, { at: 65_000 })).toEqual({ latest: { at: 65_000 }, before: undefined })
})
