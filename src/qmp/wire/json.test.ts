import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson, printJsonIndented, Unsendable } from './json.ts'

describe('parseJson', () => {
  it('keeps every digit of 64-bit integers', () => {
    expect(parseJson('{"return":18446744073709551615}')).toEqual({ return: 18446744073709551615n })
    expect(parseJson('[-9223372036854775808, 9007199254740991]')).toEqual([
      -9223372036854775808n,
      9007199254740991,
    ])
  })

  it('leaves digits in strings alone, also behind what marks integers while they are read', () => {
    const strings = ['12345678901234567890', '\ue00012345678901234567890', '\\" 12345678901234567890 \\']
    const text = JSON.stringify(strings)
    expect(parseJson(`{"n":12345678901234567890,"s":${text}}`)).toEqual({
      n: 12345678901234567890n,
      s: strings,
    })
    const escaped = text.replaceAll('\ue000', '\\uE000')
    expect(parseJson(`[12345678901234567890, ${escaped}]`)).toEqual([12345678901234567890n, strings])
  })

  it('reads strings of many megabytes beside a long integer', () => {
    const long = '\\"x'.repeat(4_000_000)
    expect(parseJson(`["${long}", 12345678901234567890]`)).toEqual([
      long.replaceAll('\\"', '"'),
      12345678901234567890n,
    ])
  })

  it('refuses digits that are no number of JSON', () => {
    for (const text of ['[012345678901234567890]', '[12345678901234567890x]', '[1234567890123456 7]']) {
      expect(() => parseJson(text)).toThrow(SyntaxError)
    }
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
  it('leaves out what is undefined, and prints for people in lines', () => {
    expect(printJson({ a: undefined, b: [], c: {} })).toBe('{"b":[],"c":{}}')
    const value = { a: [1, { b: 'x' }], c: {}, d: [] }
    expect(printJsonIndented(value)).toBe(JSON.stringify(value, null, 2))
    expect(printJsonIndented({ n: 18446744073709551615n })).toBe('{\n  "n": 18446744073709551615\n}')
  })

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

  it('1.8, C-10: any value comes back as it was printed, integers of 64 bits with all their digits', () => {
    const wide = fc
      .bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n })
      .filter((n) => !Number.isSafeInteger(Number(n)))
    const text = fc.string({ unit: 'grapheme' }).filter((any) => !/\p{Noncharacter_Code_Point}/u.test(any))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        tie('leaf'),
        fc.array(tie('value')),
        fc.dictionary(text, tie('value')),
      ),
      leaf: fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), number, wide, text),
    }))
    fc.assert(
      fc.property(value, (any) => {
        expect(parseJson(printJson(any))).toEqual(any)
      }),
      { numRuns: 500 },
    )
  })
})

/** As JSON can say them; integers beyond 2^53 come as bigint. */
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((any) => any + 0)
  .filter((any) => !Number.isInteger(any) || Number.isSafeInteger(any))
