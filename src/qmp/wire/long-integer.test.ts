import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mayHoldLongInteger } from './long-integer.ts'

it('every integer that a double does not hold is found, wherever it stands', () => {
  const beyond = fc.oneof(
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n }),
    fc.bigInt({ min: -(2n ** 64n), max: -(2n ** 53n) }),
  )
  fc.assert(
    fc.property(beyond, fc.json(), fc.nat(40), (integer, other, blanks) => {
      expect(mayHoldLongInteger(`[${other},${' '.repeat(blanks)}${integer}]`)).toBe(true)
      expect(mayHoldLongInteger(`{"a":${integer}, "b":${other}}`)).toBe(true)
    }),
  )
})

it('digits in words and behind a point are none', () => {
  for (const text of [
    '"0x0000000020080000"',
    '0.12345678901234567890',
    '123456789012345',
    '"12345678901234567890"',
  ]) {
    expect(mayHoldLongInteger(text)).toBe(false)
  }
})

it('a long row of digits is looked at once', () => {
  const digits = `x${'1'.repeat(4_000_000)}`
  expect(mayHoldLongInteger(digits.repeat(2))).toBe(false)
})
