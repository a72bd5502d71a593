import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FramingOverflow } from '#qmp/wire/framing.ts'
import { MessageReader } from '#qmp/wire/message-reader.ts'
import { MessageBytes } from './message-bytes.ts'

function framesOfBytes(chunks: Iterable<Uint8Array>): string[] {
  const framing = new MessageBytes()
  return [...chunks]
    .flatMap((chunk) => framing.push(chunk))
    .map(({ kind, bytes }) => `${kind} ${latin1(bytes)}`)
}

/** What MessageReader finds: what has the shape of a message counts as one, whether or not it is JSON. */
function messagesOfText(pieces: Iterable<string>): string[] {
  const reader = new MessageReader()
  return [...pieces]
    .flatMap((piece) => reader.push(piece))
    .flatMap(({ kind, text }) => (kind === 'noise' ? [] : `message ${text}`))
}

/** Both must find the same messages in the same pieces; and of what comes nothing is lost or there twice. */
function expectSame(text: string, sizes: number[]): void {
  const pieces = [...cut(text, sizes)]
  const frames = framesOfBytes(pieces.map(bytesOf))
  expect(frames.filter((frame) => frame.startsWith('message '))).toEqual(messagesOfText(pieces))
  const found = frames.map((frame) => frame.replace(/^\w+ /, '')).join('')
  expect(withoutBlanks(text).startsWith(withoutBlanks(found))).toBe(true)
}

function withoutBlanks(text: string): string {
  return text.replace(/\s/g, '')
}

const recorded = ['qemu-7.2', 'qemu-10.0'].map((name) => {
  const lines = readFileSync(
    new URL(`../../conformance/recorded/${name}.txt`, import.meta.url),
    'utf8',
  ).split('\n')
  return lines.flatMap((line) => (line.startsWith('< ') ? `${line.slice(2)}\r\n` : [])).join('')
})

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 })
const mean = fc.stringMatching(/^[{}"\\ |,:[\]a]{0,8}$/)

describe('MessageBytes', () => {
  it('F-01, F-02: cuts recorded traffic as MessageReader does, in any split', () => {
    const large = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 })
    for (const text of recorded) {
      expect(messagesOfText([text]).length).toBeGreaterThan(100)
      expectSame(text, [text.length])
      expectSame(text, [1])
      fc.assert(
        fc.property(large, (cuts) => expectSame(text, cuts)),
        { numRuns: 20 },
      )
    }
  })

  it('F-02: finds any JSON objects, compact or pretty, with or without line ends, in any split', () => {
    const objects = fc.array(fc.dictionary(mean, fc.oneof(fc.jsonValue(), mean)), {
      minLength: 1,
      maxLength: 4,
    })
    const separator = fc.constantFrom('', ' ', '\n', '\r\n', '\r\n\r\n')
    fc.assert(
      fc.property(objects, sizes, fc.constantFrom(0, 4), separator, (values, cuts, indent, between) => {
        const texts = values.map((value) => ascii(JSON.stringify(value, null, indent)))
        const pieces = [...cut(texts.join(between), cuts)]
        expect(framesOfBytes(pieces.map(bytesOf))).toEqual(texts.map((text) => `message ${text}`))
        expectSame(texts.join(between), [1000])
      }),
      { numRuns: 500 },
    )
  })

  it('F-02: cuts rubbish on a line as MessageReader does', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}[\]"\\,:1 ]{0,24}$/), sizes, (rubbish, cuts) => {
        expectSame(`${rubbish}{}`, cuts)
      }),
      { numRuns: 1000 },
    )
  })

  it('F-02: no line end inside a message ends it', () => {
    for (const text of [
      '{"a":{}\n}\n{}',
      '{"a":[{}\n,{}]}\n{}',
      '{"a":{}\r\n}\r\n{}',
      '{\n"a":{}\n}\n{"b":1}',
    ]) {
      expectSame(text, [text.length])
      expect(framesOfBytes([bytesOf(text)])).toHaveLength(2)
    }
  })

  it('P-05: hands out a banner and telnet options as noise, at once', () => {
    expect(framesOfBytes([bytesOf('(qemu) ')])).toEqual(['noise (qemu) '])
    expect(framesOfBytes([bytesOf('\xff\xfb\x01{"QMP": {}}\r\n')])).toEqual([
      'noise \xff\xfb\x01',
      'message {"QMP": {}}',
    ])
    expect(framesOfBytes([bytesOf(' \r\n')])).toEqual([])
  })

  it('copies nothing where a message lies in one chunk', () => {
    const chunk = bytesOf('{"a":1}\r\n{"b":2}\r\n')
    const frames = new MessageBytes().push(chunk)
    expect(frames.map(({ bytes }) => bytes.byteOffset)).toEqual([0, 9])
    for (const { bytes } of frames) expect(bytes.buffer).toBe(chunk.buffer)
  })

  it('F-11: joins a message of many chunks once', () => {
    const framing = new MessageBytes()
    framing.push(bytesOf('{"return": "'))
    const chunk = new Uint8Array(64 * 1024).fill(0x78)
    for (let turn = 0; turn < 190; turn++) expect(framing.push(chunk)).toEqual([])
    const [frame, ...more] = framing.push(bytesOf('"}\r\n'))
    expect(frame?.bytes.length).toBe(14 + 190 * chunk.length)
    expect(more).toEqual([])
  })

  it('F-10: refuses a message over the limit, whether it ends or not', () => {
    const framing = new MessageBytes(10)
    framing.push(bytesOf('{"a":"'))
    expect(() => framing.push(bytesOf('12345'))).toThrow(FramingOverflow)
    expect(() => new MessageBytes(10).push(bytesOf('{"a":12345}'))).toThrow(FramingOverflow)
    expect(new MessageBytes(10).push(bytesOf('{"a":1234}'))).toHaveLength(1)
  })
})

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** F-03: as QEMU prints it. */
function ascii(json: string): string {
  return json.replace(/[^ -~\n]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function* cut(text: string, sizes: number[]): Iterable<string> {
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1
    yield text.slice(at, at + size)
    at += size
  }
}
