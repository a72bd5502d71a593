import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson, Unsendable } from './json.ts'

describe('parseJson', () => {
  it('keeps every digit of 64-bit integers', () => {
    expect(parseJson('{"return":18446744073709551615}')).toEqual({ return: 18446744073709551615n })
    expect(parseJson('[-9223372036854775808, 9007199254740991]')).toEqual([
      -9223372036854775808n,
      9007199254740991,
    ])
  })

  it('reads fractions of many digits as numbers', () => {
    expect(parseJson('[0.1234567890123456, 1.0000000000000001e+300]')).toEqual([0.1234567890123456, 1e300])
  })

  it('F-12: reads nan and inf as null, and leaves the words in strings alone', () => {
    expect(parseJson('{"mbps": nan, "a": -inf, "b": -nan, "c": "\\"nan, inf"}')).toEqual({
      mbps: null,
      a: null,
      b: null,
      c: '"nan, inf',
    })
  })

  it('F-03: reads escaped characters beyond ASCII', () => {
    expect(parseJson('"h\\u00E9\\uD83D\\uDE00"')).toBe('hé😀')
  })

  it('throws a SyntaxError for what is no JSON', () => {
    expect(() => parseJson('{"a": tru}')).toThrow(SyntaxError)
    expect(() => parseJson('{"a": 12345678901234567890, nope}')).toThrow(SyntaxError)
  })

  it('treats __proto__ as a member like any other', () => {
    const value = parseJson('{"__proto__": 12345678901234567890}') as object
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})

describe('printJson', () => {
  it('C-10: prints bigint as plain digits', () => {
    expect(printJson({ 'max-bandwidth': 9223372036853727232n })).toBe('{"max-bandwidth":9223372036853727232}')
  })

  it('F-04: refuses lone surrogates and non-characters', () => {
    expect(() => printJson({ a: ['\ud800'] })).toThrow(Unsendable)
    expect(() => printJson({ 'b\uffff': 1 })).toThrow(Unsendable)
  })

  it('F-10: refuses nesting that QEMU would refuse without an id', () => {
    let deep: unknown = 1
    for (let level = 0; level < 1001; level++) deep = [deep]
    expect(() => printJson(deep)).toThrow(Unsendable)
  })

  it('C-10: refuses numbers that JSON cannot say', () => {
    expect(() => printJson({ a: Number.NaN })).toThrow(Unsendable)
  })

  it('gives back any value that it printed', () => {
    const value = fc.jsonValue({ noUnicodeString: true } as object)
    fc.assert(
      fc.property(value, (any) => {
        expect(printJson(parseJson(printJson(any)))).toEqual(printJson(any))
      }),
    )
  })
})
