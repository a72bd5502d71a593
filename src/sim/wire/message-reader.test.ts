import { describe, expect, it } from 'vitest'
import { type Message, MessageReader } from './message-reader.ts'
import { encodeUtf8 } from './utf8.ts'

function read(bytes: string): Message[] {
  const messages: Message[] = []
  const reader = new MessageReader((message) => messages.push(message))
  for (const byte of bytes) reader.feed(byte)
  return messages
}

const value = (bytes: string) => read(bytes).map((message) => ('value' in message ? message.value : message))
const errors = (bytes: string) =>
  read(bytes).map((message) =>
    'error' in message ? message.error.replace('JSON parse error, ', '') : message,
  )

describe('what QEMU reads', () => {
  it('F-05: takes a message at its last brace, two in one text, and single quotes', () => {
    expect(value(`{"a":1}{'b':'it\\'s'} `)).toEqual([{ a: 1n }, { b: "it's" }])
  })

  it('distinguishes 64-bit integers from all other numbers', () => {
    expect(value('[18446744073709551615,-9223372036854775808,18446744073709551616,1.0,1e2,-0]')).toEqual([
      [18446744073709551615n, -9223372036854775808n, 18446744073709552000, 1, 100, 0n],
    ])
  })

  it('F-04: reads UTF-8, escapes and pairs of surrogates, and zero in two bytes', () => {
    expect(value(`"${encodeUtf8('é😀')}\\u00e9\\ud83d\\ude00\\n\\/\xc0\x80"`)).toEqual(['é😀é😀\n/\0'])
  })

  it('accepts any member name', () => {
    expect(Object.keys(value('{"__proto__":1,"constructor":2}')[0] ?? {})).toEqual([
      '__proto__',
      'constructor',
    ])
  })
})

describe("what QEMU refuses, in QEMU's words", () => {
  // All of these were compared with QEMU 7.2, whose reader is that of 10.0.
  it.each([
    ['{"a":1,"a":2}', ['duplicate key']],
    ['{"a" 1}', ['missing : in object pair']],
    ['{1:2}', ['key is not a string in object']],
    ['{"a":1,}', ['expecting value']],
    ['{"a":1 "b":2}', ['expected separator in dict']],
    ['[1 2]', ['expected separator in list']],
    ['{"a":1]', ['expected separator in dict']],
    ['[1}', ['expected separator in list']],
    ['}', ['expecting value']],
    ['nul ', ["invalid keyword 'nul'"]],
    ['{"a":01}', ["stray '01'", 'expecting value']],
    ['{"a":1.}', ["stray '1.}'"]],
    ['{"a":0e1}', ['expected separator in dict']],
    ['{"a":NaN}', ["stray 'N'", 'expecting value']],
    ['{"x":"a\nb"}\n', [`stray '"a\n'`, 'expecting value']],
    ['{"x":"\\q"}', ['invalid escape sequence in string']],
    ['{"x":"\\ud800"}', ['\\ud800 is not a valid Unicode character']],
    ['{"x":"\\ude00"}', ['\\ude00 is not a valid Unicode character']],
    ['{"x":"\\uffff"}', ['\\uffff is not a valid Unicode character']],
    ['"\xc3"', ['invalid UTF-8 sequence in string']],
    ['"\xed\xa0\x80"', ['invalid UTF-8 sequence in string']],
    ['"\xef\xbf\xbf"', ['invalid UTF-8 sequence in string']],
    ['a\0', ["invalid keyword 'a'", "stray ''"]],
  ])('%j', (text, expected) => {
    expect(errors(text)).toEqual(expected)
  })

  it('F-03: gives one error for one bad text, or several', () => {
    expect(errors(`${'['.repeat(1026)}`)).toEqual(['JSON nesting depth limit exceeded'])
    expect(errors(`${'['.repeat(1025)}]]]`)).toEqual([
      'JSON nesting depth limit exceeded',
      ...Array<string>(3).fill('expecting value'),
    ])
  })

  it('F-10: takes 1024 levels', () => {
    expect(errors('['.repeat(1024) + ']'.repeat(1024))).toEqual([expect.objectContaining({})])
  })

  it('F-08: forgets everything at a byte 0x01 or 0xFF, and says so once for each', () => {
    expect(read('{{{"a\x01{"b":1}')).toEqual([
      { error: "JSON parse error, stray '\"a\u0001'" },
      { value: { b: 1n } },
    ])
    expect(errors('\xff\xff')).toEqual(["stray '\ufffd'", "stray '\ufffd'"])
  })

  it('F-13: a byte order mark causes one error and no more', () => {
    expect(read('\xef\xbb\xbf{"b":1}')).toEqual([
      { error: "JSON parse error, stray '\ufffd'" },
      { value: { b: 1n } },
    ])
  })
})
