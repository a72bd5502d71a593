import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reprintMembers } from './exact-json.ts'

/** The text as it is printed. */
function reprint(text: string): string {
  return reprintMembers(`{"v":${text}}`)?.get('"v"') ?? ''
}

/** Any JSON value that QEMU would take. */
const string = fc
  .string({ unit: 'binary' })
  .filter((text) => text.isWellFormed() && !/\p{Noncharacter_Code_Point}/u.test(text))
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    string,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(string, tie('value'), { maxKeys: 12 }),
  ),
}))

/** The same JSON text with some characters of its strings written as escapes. */
function disguise(text: string, pick: number): string {
  const escaped = (char: string, at: number) => {
    if (char.length > 1 || (at + pick) % 3 > 0) return char
    const hex = char.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${pick % 2 ? hex : hex.toUpperCase()}`
  }
  return text.replace(
    /"(?:[^"\\]|\\.)*"/g,
    (written) => `"${written.slice(1, -1).replace(/\\u[\da-f]{4}|\\.|[^\\]/g, escaped)}"`,
  )
}

describe('reprintMembers', () => {
  it('gives the members of the outermost object, and no other', () => {
    const members = reprintMembers(' {"a" : [1, {"b": 2}] ,"\\u0063":-0.0\n, "":{}} ')
    expect([...(members ?? [])]).toEqual([
      ['"a"', '[1, {"b": 2}]'],
      ['"c"', '-0.0'],
      ['""', '{}'],
    ])
    expect(reprintMembers('[{"a":1}]')).toBeUndefined()
  })

  it('prints every value as one that JSON.parse reads as the same, however it was written', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 1, 4), fc.nat(5), (any, indent, pick) => {
        const printed = reprint(disguise(JSON.stringify(any, null, indent), pick))
        expect(JSON.parse(printed)).toEqual(any)
        expect(printed).toBe(JSON.stringify(any, null, indent))
      }),
      { numRuns: 1000 },
    )
  })

  it('prints strings in one way only: what is printed is printed again as it is', () => {
    fc.assert(
      fc.property(value, fc.nat(5), (any, pick) => {
        const printed = reprint(disguise(JSON.stringify(any), pick))
        expect(reprint(printed)).toBe(printed)
      }),
    )
    expect(reprint('"\\u0071\\/\\u000a\\u0000\\u00E9\\"\\\\"')).toBe('"q/\\n\\u0000é\\"\\\\"')
  })

  it('prints numbers digit by digit', () => {
    const numbers = '[18446744073709551615, 1.0, -0, -0.0, 1e400, 1.50E+01, 123456789012345678901234567890]'
    expect(reprint(numbers)).toBe(numbers)
  })

  it('F-04: prints a pair whole of which one half was escaped', () => {
    for (const written of ['"\\ud83d\ude00"', '"\ud83d\\ude00"']) expect(reprint(written)).toBe('"😀"')
  })
})
