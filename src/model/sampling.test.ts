import { expect, test } from 'vitest'
import { withSample } from './sampling.ts'

const first = withSample(undefined, { at: 5000 })

test('one sample tells no rate', () => {
  expect(first).toEqual({ latest: { at: 5000 }, before: undefined })
})

test('the next sample does', () => {
  expect(withSample(first, { at: 7000 })).toEqual({ latest: { at: 7000 }, before: { at: 5000 } })
})

test('an answer that a hint made come early is not taken', () => {
  expect(withSample(first, { at: 5040 })).toBe(first)
})

test('a clock that was set back makes a gap', () => {
  expect(withSample(first, { at: 4000 })).toEqual({ latest: { at: 4000 }, before: undefined })
})

test('after a time that nobody watched there is a gap', () => {
  expect(withSample(first, { at: 65_000 })).toEqual({ latest: { at: 65_000 }, before: undefined })
})
