import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JsonFault, reprintMembers } from './exact-json.ts'

/** Why a text is refused, or undefined where it is taken. */
function fault(text: string): string | undefined {
  try {
    reprintMembers(text)
    return undefined
  } catch (found) {
    if (found instanceof JsonFault) return found.words
    throw found
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const badString = /^JSON parse error, .* in string$/

const nested = (before: string, levels: number, after: string) => before.repeat(levels) + after.repeat(levels)

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

  it('F-07: refuses a key that an object has twice, at any depth and however it is escaped', () => {
    const many = Array.from({ length: 40 }, (_, index) => `"k${index}":${index}`).join()
    const texts = [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":2}',
      '{"a":{"b":[{"c":1,"d":{},"\\u0063":2}]}}',
      '{"a":{"/":1,"\\/":2}}',
      '{"":1,"":2}',
      '{"😀":1,"\\ud83d\\ude00":2}',
      `{${many},"k0":1}`,
      `{${many},"k39":1}`,
    ]
    for (const text of texts) expect(fault(text), text).toBe('JSON parse error, duplicate key')
  })

  it('F-07: lets different objects have the same key, and takes names that every object inherits', () => {
    expect(fault('{"a":{"a":{"a":[{"a":1},{"a":2}]}},"__proto__":1,"toString":2}')).toBeUndefined()
  })

  it('F-04: refuses half surrogates and non-characters by their escapes', () => {
    const escapes = ['\\ud800', '\\udc00', '\\ud83d\\u0041', '\\ud83dx', '\\ud83f\\udfff']
    for (const written of [...escapes, '\\uffff', '\\uFDD0', '\\u12g4', '\\u12 x']) {
      expect(fault(`"${written}"`)).toMatch(badString)
      expect(fault(`{"${written}":1}`)).toMatch(badString)
    }
  })

  it('F-04: refuses them raw', () => {
    const halves = ['\ud800', '\udc00', '\ude00\ud83d']
    for (const written of [...halves, '\uffff', '\ufffe', '\ufdd0', '\ufdef', '\u{1ffff}', '\u{10fffe}']) {
      expect(fault(`"${written}"`)).toMatch(badString)
    }
  })

  it('F-04: prints a pair whole of which one half was escaped', () => {
    for (const written of ['"\\ud83d\ude00"', '"\ud83d\\ude00"']) expect(reprint(written)).toBe('"😀"')
  })

  it('F-04: takes every other character, and U+0000 by its escape', () => {
    expect(
      fault('"é😀\\ud83d\\uDE00\\u0000\x7f\ufffd\ufeff\u2028\ufdcf\\/\\b\\f\\n\\r\\t\\\\\\""'),
    ).toBeUndefined()
  })

  it('F-10: takes 1024 levels and refuses more, up to any depth', () => {
    expect(fault(nested('[', 1024, ']'))).toBeUndefined()
    expect(fault(`${'{"a":'.repeat(1023)}{}${'}'.repeat(1023)}`)).toBeUndefined()
    for (const levels of [1025, 100_000]) {
      expect(fault(nested('[', levels, ']'))).toBe('JSON nesting depth limit exceeded')
      expect(fault(nested('{"a":', levels, '}'))).toBe('JSON nesting depth limit exceeded')
    }
  })

  it('refuses everything that RFC 8259 does', () => {
    const structure = [
      '{',
      '}',
      '{}}',
      '{} {}',
      '{"a":1,}',
      '{,"a":1}',
      '{"a" 1}',
      '{"a","b"}',
      '{"a":1 "b":2}',
    ]
    const nesting = [
      '{[]:1}',
      '[1,]',
      '[,]',
      '[1 2]',
      '[}',
      '{"a":]',
      '{"a"]}',
      '{"a":"b"',
      '["a"',
      '[1',
      '{"a":',
    ]
    const around = [
      '',
      ' ',
      '\ufeff{}',
      '\u00a0{}',
      '\f{}',
      '\v{}',
      '{}\0',
      '/**/{}',
      '{}//',
      '#{}',
      '`a`',
      '%p',
    ]
    const strings = [
      '"a',
      '"a\\',
      '"\\x"',
      '"\\\'"',
      '"\\u"',
      '"\\u00',
      "'a'",
      '"a\tb"',
      '"a\nb"',
      '"a\0b"',
      '"\x1f"',
    ]
    const numbers = ['01', '-01', '1.', '.5', '-', '[-', '+1', '1e', '1e+', '1.e1', '0x10', '1_0', '١']
    const words = [
      '{a:1}',
      '{null:1}',
      '{1:2}',
      'tru',
      'True',
      'nullx',
      'undefined',
      'NaN',
      'nan',
      '-inf',
      'Infinity',
    ]
    for (const text of [structure, nesting, around, strings, numbers, words].flat()) {
      expect(parses(text), text).toBe(false)
      expect(fault(text), text).toMatch(/^JSON parse error, /)
    }
  })

  it('takes what JSON.parse takes and refuses what it refuses, but for keys twice', () => {
    const signs = fc.constantFrom(...'{}[],:"\\ \n0123.eE+-')
    const piece = fc.oneof(
      signs,
      fc.constantFrom('"a"', '"b":', '\\u0061', 'true', 'null', '{}', '[]', "'", 'a'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const found = fault(text)
        if (found !== 'JSON parse error, duplicate key') expect(found === undefined).toBe(parses(text))
      }),
      { numRuns: 5000 },
    )
  })

  it('says what is wrong, and where', () => {
    const expected: [string, string][] = [
      ['{"a":%p}', 'expecting value (at character 6)'],
      ['{execute:1}', 'expecting a key in double quotes (at character 2)'],
      ['{"a":}', 'expecting value (at character 6)'],
      ['{"a":1,}', 'expecting a key in double quotes (at character 8)'],
      ['{"a" 1}', 'missing : in object pair (at character 6)'],
      ['[1 2]', 'expected separator (at character 4)'],
      ['"\\x"', 'control character or invalid escape sequence in string'],
      ["{'a':1}", 'strings need double quotes (at character 2)'],
      ['{"a":"', 'the message is not complete'],
      ['', 'the message is not complete'],
      ['{}{}', 'a message is one JSON object, but more follows it (at character 3)'],
    ]
    for (const [text, words] of expected) expect(fault(text)).toBe(`JSON parse error, ${words}`)
    expect(fault('x'.repeat(1e6))?.length).toBeLessThan(80)
  })

  it('reads strings, digits and keys of a megabyte', () => {
    const digits = '7'.repeat(1 << 20)
    for (const text of [digits, `"${digits}"`, `{"${digits}":1}`, `"${'\\u0061'.repeat(1 << 17)}"`]) {
      expect(fault(text)).toBeUndefined()
    }
  })
})
