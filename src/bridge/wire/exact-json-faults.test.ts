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

describe('what reprintMembers refuses', () => {
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
