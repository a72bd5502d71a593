import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramingOverflow } from './framing.ts'
import { RequestStream } from './request-stream.ts'

/** What comes of each piece, in short: a command's name and id, or why there is none. */
function outcomes(...pieces: string[]): string[] {
  const stream = new RequestStream(1 << 20)
  return pieces.flatMap((piece) =>
    stream
      .push(piece)
      .map((found) => (found.kind === 'request' ? `${found.command} ${found.idText}` : found.words)),
  )
}

const status = '{"execute":"query-status","id":3}'
const taken = 'query-status 3'

describe('RequestStream', () => {
  it('F-05: takes a request at its last brace, and two in one piece', () => {
    expect(outcomes(status)).toEqual([taken])
    expect(outcomes(`${status}${status} \r\n${status}`)).toEqual([taken, taken, taken])
  })

  it('F-02: gives the same, in order, however the text is split', () => {
    const text = [
      '{\r\n    "execute": "a}",\r\n    "id": "\\\\\\""\r\n}\r\n',
      '{"execute":"b","arguments":{"c":[{"d":"]}"}]}}[{"execute":"quit"}]"{"',
      ' oops {} nonsense } , more\n \t again\n\x01{"execute"\x02{"execute":"c","id":"é😀"}',
      '{"a":"not finished\n{"a":ÿ{"a":\\"}',
      status,
    ].join('')
    const whole = outcomes(text)
    expect(whole).toHaveLength(13)
    expect(outcomes(...text)).toEqual(whole)
    for (let at = 0; at <= text.length; at++)
      expect(outcomes(text.slice(0, at), text.slice(at))).toEqual(whole)
    const cuts = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 })
    fc.assert(
      fc.property(cuts, (sizes) => {
        expect(outcomes(...cut(text, sizes))).toEqual(whole)
      }),
    )
  })

  it('F-15: answers for an array or a string once, and runs nothing in it', () => {
    expect(outcomes('[{"execute":"quit"},"]",{"execute":"quit"}]')).toEqual([
      'QMP input must be a JSON object',
    ])
    expect(outcomes('"{\\"execute\\":\\"quit\\"}" "{}"')).toEqual(
      Array(2).fill('QMP input must be a JSON object'),
    )
  })

  it('answers for rubbish once in a line', () => {
    expect(outcomes('}}}} ,,, 1 2 3\n')).toEqual(['JSON parse error, expecting value'])
    const noWord = 'JSON parse error, invalid keyword'
    expect(outcomes('foo ', 'bar', '\n', `baz${status}qux`)).toEqual([noWord, noWord, taken, noWord])
    expect(outcomes('7')).toEqual(['QMP input must be a JSON object'])
    expect(outcomes('x'.repeat(1e6))).toHaveLength(1)
    expect(outcomes(' \t\r\n \n')).toEqual([])
  })

  it('F-13: answers for a byte order mark, then runs the request', () => {
    expect(outcomes(`\ufeff${status}`)).toEqual(["JSON parse error, stray '\ufeff'", taken])
  })

  it('F-08: a control character drops what is unfinished, with one answer, and the stream goes on', () => {
    for (const lost of ['{{{', '{"execute":"quit"', '{"a":"', '{"a":"\\', '[[', '"', '']) {
      expect(outcomes(lost, '\x01', status)).toEqual(["JSON parse error, stray '\x01'", taken])
      expect(outcomes(`${lost}\x01${status}`)).toEqual(["JSON parse error, stray '\x01'", taken])
    }
  })

  it('F-08: a line end in a string does so too', () => {
    expect(outcomes('{"a": "unterminated\n', status)).toEqual(["JSON parse error, stray '\n'", taken])
    expect(outcomes('{"a": "unterminated\t', status)).toEqual(["JSON parse error, stray '\t'", taken])
  })

  it('F-08: passes over the rest of a string that a control character has cut', () => {
    const cut = '{"execute":"query-status","id":"a\nb c"}'
    const answers = ["JSON parse error, stray '\n'", 'JSON parse error, expecting value', taken]
    expect(outcomes(cut, status)).toEqual(answers)
    expect(outcomes(...`${cut}${status}`)).toEqual(answers)
    expect(outcomes('{"id":"a\nb"', status)).toEqual(["JSON parse error, stray '\n'", taken])
  })

  it('F-08: what is beyond ASCII does so outside a string, and not inside', () => {
    expect(outcomes('{"execute":ÿ', status)).toEqual(["JSON parse error, stray 'ÿ'", taken])
    expect(outcomes('{"execute":"ÿ"}')).toEqual(['ÿ undefined'])
  })

  it('F-08: answers every reset that comes alone, and a run of them once', () => {
    expect(outcomes('\x01', '\x01', '\x01')).toHaveLength(3)
    expect(outcomes('\x01'.repeat(1e5))).toHaveLength(1)
    expect(outcomes(`{${'\x01'.repeat(1e5)}`)).toHaveLength(1)
  })

  it('F-09: eats what is broken up to its last brace', () => {
    expect(outcomes(`{"id":01,"a":{"execute":"quit"}}${status}`)).toEqual([
      expect.stringMatching(/^JSON parse error, /),
      taken,
    ])
  })

  it('refuses a request over the limit, whole or in pieces', () => {
    expect(new RequestStream(status.length).push(`${status}\n${status}`)).toHaveLength(2)
    expect(() => new RequestStream(status.length - 1).push(status)).toThrow(FramingOverflow)
    const stream = new RequestStream(status.length - 1)
    for (const char of status.slice(0, -1)) stream.push(char)
    expect(() => stream.push(status.slice(-1))).toThrow(FramingOverflow)
  })

  it('counts towards the limit only what waits for its end', () => {
    const stream = new RequestStream(8)
    stream.push('long rubbish \n {"a')
    stream.push('":10}   ')
    stream.push('{"ab\x01')
    stream.push('{"a":10')
    expect(stream.push('}')).toHaveLength(1)
    stream.push('{"a":10')
    expect(() => stream.push('0')).not.toThrow()
    expect(() => stream.push('0')).toThrow(FramingOverflow)
  })

  it('takes a long request that comes in single characters', () => {
    const text = `{"execute":"a","id":"${'x'.repeat(20_000)}"}`
    expect(outcomes(...text)).toEqual([`a "${'x'.repeat(20_000)}"`])
  })
})

function* cut(text: string, sizes: number[]): Iterable<string> {
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield text.slice(at, at + size)
    at += size
  }
}
