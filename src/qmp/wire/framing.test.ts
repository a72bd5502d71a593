import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Framing, FramingOverflow } from './framing.ts'

function frames(chunks: Iterable<string>): string[] {
  const framing = new Framing()
  return [...chunks].flatMap((chunk) => framing.push(chunk)).map((frame) => `${frame.kind} ${frame.text}`)
}

const pretty = '{\r\n    "return": {\r\n    },\r\n    "id": "a]}\\"{"\r\n}\r\n'

describe('Framing', () => {
  it('F-01: cuts messages that end with CRLF', () => {
    expect(frames(['{"a":1}\r\n{"b":[{}]}\r\n'])).toEqual(['message {"a":1}', 'message {"b":[{}]}'])
  })

  it('F-02: gives the same messages however the traffic is split', () => {
    const traffic = `{"QMP": {}}\r\n${pretty}{"event": "STOP"}{"x": "\\\\"}\r\n`
    const whole = frames([traffic])
    expect(whole).toHaveLength(4)
    for (let at = 0; at <= traffic.length; at++) {
      expect(frames([traffic.slice(0, at), traffic.slice(at)])).toEqual(whole)
    }
    expect(frames(traffic)).toEqual(whole)
  })

  it('F-02: finds any JSON objects, compact or pretty, in any split', () => {
    const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1, maxLength: 4 })
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
    fc.assert(
      fc.property(objects, sizes, fc.boolean(), (values, cuts, indented) => {
        const texts = values.map((value) => JSON.stringify(value, null, indented ? 4 : 0))
        expect(frames(cut(texts.join('\r\n'), cuts))).toEqual(texts.map((text) => `message ${text}`))
      }),
    )
  })

  it('F-02: a message that was cut behind a backslash leaves nothing to the next one', () => {
    expect(frames(['{"a":"\\', '\\"}', '{"":{}}'])).toEqual(['message {"a":"\\\\"}', 'message {"":{}}'])
  })

  it('P-05: hands out a banner as noise, at once and without a newline', () => {
    expect(frames(["QEMU 7.2.22 monitor - type 'help'\r\n(qemu) "])).toEqual([
      "noise QEMU 7.2.22 monitor - type 'help'\r\n(qemu) ",
    ])
  })

  it('P-05: finds the greeting behind telnet options', () => {
    expect(frames(['\xff\xfb\x01\xff\xfd\x00{"QMP": {}}\r\n'])).toEqual([
      'noise \xff\xfb\x01\xff\xfd\x00',
      'message {"QMP": {}}',
    ])
  })

  it('F-10: refuses a message that passes the limit, whether it ends or not', () => {
    const framing = new Framing(10)
    framing.push('{"a":"')
    expect(() => framing.push('123456789')).toThrow(FramingOverflow)
  })

  it('keeps what is unfinished for a report', () => {
    const framing = new Framing()
    framing.push('{"a":1} {"b"')
    expect(framing.pending()).toBe('{"b"')
  })
})

function* cut(text: string, sizes: number[]): Iterable<string> {
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield text.slice(at, at + size)
    at += size
  }
}
