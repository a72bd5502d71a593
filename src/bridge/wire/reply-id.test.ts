import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findReplyId, isErrorReply, kindOfMessage, replaceReplyId } from './reply-id.ts'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function idOf(reply: string): string | undefined {
  return findReplyId(encode(reply))?.id
}

function replaced(reply: string, idText: string | undefined): string {
  const bytes = encode(reply)
  const found = findReplyId(bytes)
  if (!found) throw new Error(`no id in ${reply}`)
  return decode(replaceReplyId(bytes, found, idText, encode))
}

describe('findReplyId', () => {
  it('C-03: finds the id behind a return, and before an error', () => {
    expect(idOf('{"return": {}, "id": "b7"}')).toBe('b7')
    expect(idOf('{"id": "b7", "error": {"class": "GenericError", "desc": "}"}}')).toBe('b7')
    expect(idOf('{"return":[{"id":"x"}],"id":"b7"}')).toBe('b7')
    expect(idOf('{\r\n    "return": {\r\n    },\r\n    "id": "b7"\r\n}')).toBe('b7')
    expect(idOf('{\r\n    "id": "b7",\r\n    "error": {\r\n    }\r\n}')).toBe('b7')
    expect(idOf('{"return": 1, "id": "b7", "x": {"id": "y"}}')).toBe('b7')
    expect(idOf('{"id": "b7"}')).toBe('b7')
    expect(idOf('{"return": nan, "id": ""}')).toBe('')
  })

  it('takes no id that is deeper, part of a string, no string, or missing', () => {
    for (const reply of [
      '{}',
      '{"return": {}}',
      '{"return": {"a": 1, "id": "b7"}}',
      '{"return": {"id": "b7"}}',
      '{"return": [{"a": 1, "id": "b7"}]}',
      '{"return": ", \\"id\\": \\"b7"}',
      '{"return": "a\\\\", "x": ", \\"id\\": \\"b7\\""}',
      '{"return": {}, "id": 7}',
      '{"return": {}, "id": {"id": "b7"}}',
      '{"return": {}, "xid": "b7"}',
      '{"return": {}, "\\"id": "b7"}',
      '{"return": {}, "id": null, "x": "b7"}',
      '{"return": "id"}',
      '{"return": ["id", "b7"]}',
    ]) {
      expect(idOf(reply), reply).toBeUndefined()
    }
  })

  it('finds the id wherever it stands, whatever is around it', () => {
    const mean = fc.stringMatching(/^[{}"\\ ,:[\]id]{0,12}$/)
    const members = fc.dictionary(fc.oneof(mean, fc.constant('return')), fc.oneof(fc.jsonValue(), mean), {
      maxKeys: 4,
    })
    const property = fc.property(members, members, fc.constantFrom(0, 4), (before, after, indent) => {
      const { id: _, ...others } = { ...before, ...after }
      const entries = Object.entries(others)
      const at = Math.min(Object.keys(before).length, entries.length)
      const reply = Object.fromEntries([...entries.slice(0, at), ['id', 'b7'], ...entries.slice(at)])
      const text = JSON.stringify(reply, null, indent)
      expect(idOf(text)).toBe('b7')
      expect(replaced(text, '"é"')).toBe(JSON.stringify({ ...reply, id: 'é' }, null, indent))
      expect(JSON.parse(replaced(text, undefined))).toEqual(JSON.parse(JSON.stringify(others)))
      expect(idOf(JSON.stringify(others, null, indent))).toBeUndefined()
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('F-11: does not look through a reply of twelve megabytes', () => {
    const bytes = encode(`{"return": "${'x'.repeat(12e6)}", "id": "b7"}`)
    const { reply, furthest } = watched(bytes)
    expect(findReplyId(reply)?.id).toBe('b7')
    expect(kindOfMessage(reply)).toBe('reply')
    expect(isErrorReply(reply)).toBe(false)
    expect(furthest()).toBeLessThan(100)
  })
})

describe('replaceReplyId', () => {
  it('C-02: gives the id back as the client wrote it', () => {
    expect(replaced('{"return": {}, "id": "b7"}', '1.50')).toBe('{"return": {}, "id": 1.50}')
    expect(replaced('{"id": "b7", "error": {}}', '["é", "😀"]')).toBe('{"id": ["é", "😀"], "error": {}}')
  })

  it('leaves no trace of an id where the client gave none, as QEMU would print it', () => {
    expect(replaced('{"return": {}, "id": "b7"}', undefined)).toBe('{"return": {}}')
    expect(replaced('{"id": "b7", "error": {}}', undefined)).toBe('{"error": {}}')
    expect(replaced('{"return": 1, "id": "b7", "x": 2}', undefined)).toBe('{"return": 1, "x": 2}')
    expect(replaced('{"id": "b7"}', undefined)).toBe('{}')
    expect(replaced('{\r\n    "return": {\r\n    },\r\n    "id": "b7"\r\n}', undefined)).toBe(
      '{\r\n    "return": {\r\n    }\r\n}',
    )
    expect(replaced('{\r\n    "id": "b7",\r\n    "error": {\r\n    }\r\n}', undefined)).toBe(
      '{\r\n    "error": {\r\n    }\r\n}',
    )
  })
})

describe('isErrorReply', () => {
  it('E-01: tells an error from a return, by the outermost members alone', () => {
    expect(isErrorReply(encode('{"id": "b7", "error": {"desc": "\\"return\\""}}'))).toBe(true)
    expect(isErrorReply(encode('{"error": {}, "id": "b7"}'))).toBe(true)
    expect(isErrorReply(encode('{"return": {"error": 1}, "id": "b7"}'))).toBe(false)
    expect(isErrorReply(encode('{"id": "error", "return": "error"}'))).toBe(false)
    expect(isErrorReply(encode('{}'))).toBe(false)
  })
})

describe('kindOfMessage', () => {
  it('tells events from replies in any order of members', () => {
    const event = '{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}'
    for (const text of [
      event,
      '{"event": "STOP", "timestamp": {}}',
      '{\r\n "data": {"return": 1}, "event": "X"}',
    ]) {
      expect(kindOfMessage(encode(text))).toBe('event')
    }
    for (const text of [
      '{"return": {"event": 1}}',
      '{"error": {}}',
      '{"id": 1, "error": {}}',
      '{"x": ["event"], "return": 1}',
    ]) {
      expect(kindOfMessage(encode(text))).toBe('reply')
    }
    for (const text of ['{"QMP": {"event": 1}}', '{}', '{ }', '{"x": {"event": 1}}']) {
      expect(kindOfMessage(encode(text))).toBe('other')
    }
  })
})

/** A reply that notes how far from its nearer end it was read. */
function watched(bytes: Uint8Array): { reply: Uint8Array; furthest: () => number } {
  let furthest = 0
  const reply = new Proxy(bytes, {
    get(target, key) {
      const at = Number(key)
      if (Number.isInteger(at)) furthest = Math.max(furthest, Math.min(at, target.length - at))
      return Reflect.get(target, key, target)
    },
  })
  return { reply, furthest: () => furthest }
}
