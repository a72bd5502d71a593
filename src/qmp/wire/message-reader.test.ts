import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramingOverflow } from './framing.ts'
import { MessageReader, type Piece } from './message-reader.ts'

function readAll(pieces: Iterable<string>): Piece[] {
  const reader = new MessageReader()
  return [...pieces].flatMap((piece) => reader.push(piece))
}

function textsOf(pieces: Iterable<string>): string[] {
  return readAll(pieces).map(({ kind, text }) => `${kind} ${text}`)
}

const mean = fc.stringMatching(/^[{}"\\ |,:[\]a]{0,8}$/)
const objects = fc.array(fc.dictionary(mean, fc.oneof(fc.jsonValue(), mean)), { minLength: 1, maxLength: 4 })
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })

const pretty = '{\r\n    "return": {\r\n    },\r\n    "id": "a]}\\"{"\r\n}\r\n'

describe('MessageReader', () => {
  it('F-01: cuts messages that end with CRLF', () => {
    expect(textsOf(['{"a":1}\r\n{"b":[{}]}\r\n'])).toEqual(['message {"a":1}', 'message {"b":[{}]}'])
  })

  it('F-02: gives the same messages however the traffic is split', () => {
    const traffic = `{"QMP": {}}\r\n${pretty}{"event": "STOP"}{"x": "\\\\"}\r\n`
    const whole = textsOf([traffic])
    expect(whole).toHaveLength(4)
    for (let at = 0; at <= traffic.length; at++) {
      expect(textsOf([traffic.slice(0, at), traffic.slice(at)])).toEqual(whole)
    }
    expect(textsOf(traffic)).toEqual(whole)
  })

  it('F-02: a message that was cut behind a backslash leaves nothing to the next one', () => {
    expect(textsOf(['{"a":"\\', '\\"}', '{"":{}}'])).toEqual(['message {"a":"\\\\"}', 'message {"":{}}'])
  })

  it('F-02: reads any JSON objects, compact or pretty, with or without line ends, in any split', () => {
    const separator = fc.constantFrom('', ' ', '\r\n')
    fc.assert(
      fc.property(objects, sizes, fc.constantFrom(0, 4), separator, (values, cuts, indent, between) => {
        const texts = values.map((value) => JSON.stringify(value, null, indent))
        const pieces = readAll(cut(texts.join(between), cuts))
        expect(pieces).toEqual(texts.map((text) => ({ kind: 'message', text })))
      }),
    )
  })

  it('hands out a message at once, whatever follows it', () => {
    for (const after of ['', '\r\n', '{', '\n{"b', ' {', '\r\n(qemu) ', '\nx']) {
      expect(textsOf([`{"a":{"b":[{}]}}${after}`])[0]).toBe('message {"a":{"b":[{}]}}')
    }
  })

  it('finds the end where a string holds a brace that seems to be one', () => {
    expect(textsOf(['{"desc":"{A|B}|C", "id":1}{"a":', '1}'])).toEqual([
      'message {"desc":"{A|B}|C", "id":1}',
      'message {"a":1}',
    ])
  })

  it('F-12: takes a message with nan for one, in any split', () => {
    const text = '{"mbps": nan, "ram": {"a": {}}}'
    for (let at = 0; at <= text.length; at++) {
      expect(textsOf([text.slice(0, at), text.slice(at)])).toEqual([`message ${text}`])
    }
  })

  it.each([
    ['in a string', '{"return": {"name": "a'],
    ['between members', '{"return": {"name": "a",'],
    ['over many lines', '{\r\n    "return": {\r\n        "name": "a"'],
  ])('F-09: cuts a message that lost its end %s where the next one begins', (_where, lost) => {
    const traffic = `${lost}\r\n{"event": "STOP"}`
    for (let at = 0; at <= traffic.length; at++) {
      expect(textsOf([traffic.slice(0, at), traffic.slice(at)])).toEqual([
        `message ${lost}`,
        'message {"event": "STOP"}',
      ])
    }
  })

  it('P-05: hands out a banner as noise, at once and without a newline', () => {
    expect(textsOf(['\xff\xfb\x01{"QMP": {}}\r\n', '(qemu) '])).toEqual([
      'noise \xff\xfb\x01',
      'message {"QMP": {}}',
      'noise (qemu) ',
    ])
  })

  it('F-10: refuses a message that passes 64 MiB', () => {
    const reader = new MessageReader()
    const megabyte = 'x'.repeat(1024 * 1024)
    reader.push('{"a":"')
    expect(() => {
      for (let count = 0; count < 64; count++) reader.push(megabyte)
    }).toThrow(FramingOverflow)
  })
})

function* cut(text: string, sizes: number[]): Iterable<string> {
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield text.slice(at, at + size)
    at += size
  }
}
