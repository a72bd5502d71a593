import { expect, test } from 'vitest'
import { fitting } from './close-info.ts'

test('a reason that fits stays as it is', () => {
  expect(fitting('x'.repeat(123))).toBe('x'.repeat(123))
})

test('a longer one is cut between characters, at 123 bytes', () => {
  for (const char of ['x', 'ä', '€', '😀']) {
    const cut = fitting(char.repeat(124))
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(123)
    expect(Buffer.byteLength(cut)).toBeGreaterThan(118)
    expect(cut).toMatch(new RegExp(`^(${char})+…$`, 'u'))
  }
})
