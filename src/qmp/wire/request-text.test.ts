import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MalformedRequest, type RequestText, readRequest, withId } from './request-text.ts'

function read(text: string): RequestText {
  const request = readRequest(text)
  if (request.kind !== 'request') throw new Error(request.words)
  return request
}

function fault(text: string): MalformedRequest {
  const request = readRequest(text)
  if (request.kind !== 'malformed') throw new Error(`taken: ${text.slice(0, 100)}`)
  return request
}

/** Words, and the id's text where QEMU echoes it. */
function complaint(text: string): [words: string, idText: string | undefined] {
  const { words, idText } = fault(text)
  return [words, idText]
}

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('readRequest', () => {
  it('takes a request apart and keeps its parts as they were written', () => {
    expect(
      read(' {"execute" : "stop", "id": 1.50 ,\n"arguments": { "a": 18446744073709551616 }}\r\n'),
    ).toEqual({
      kind: 'request',
      text: '{"execute" : "stop", "id": 1.50 ,\n"arguments": { "a": 18446744073709551616 }}',
      command: 'stop',
      oob: false,
      idText: '1.50',
      idAt: 27,
      argumentsText: '{ "a": 18446744073709551616 }',
    })
  })

  it('O-01: knows what is to run out of band', () => {
    expect(read('{"exec-oob":"query-yank"}')).toMatchObject({
      command: 'query-yank',
      oob: true,
      idText: undefined,
    })
  })

  it('F-15: refuses members as QEMU does, with the id', () => {
    const status = '"execute":"query-status"'
    const expected: [string, string, string | undefined][] = [
      [`{"id": 7,${status},"foo":1}`, "QMP input member 'foo' is unexpected", '7'],
      [`{"f\\u0000\\"":1,${status}}`, "QMP input member 'f\0\"' is unexpected", undefined],
      [`{${status},"control":{"run-oob":true},"id":{}}`, "QMP input member 'control' is unexpected", '{}'],
      [`{"":1,${status}}`, "QMP input member '' is unexpected", undefined],
      ['{"foo":1}', "QMP input member 'foo' is unexpected", undefined],
      ['{"id":"x\\n"}', "QMP input lacks member 'execute'", '"x\\n"'],
      ['{}', "QMP input lacks member 'execute'", undefined],
      ['{"execute":"a","exec-oob":"b","id":7}', "QMP input member 'execute' clashes with 'exec-oob'", '7'],
      ['{"exec-oob":"b","execute":"a","id":7}', "QMP input member 'execute' clashes with 'exec-oob'", '7'],
      ['{"execute":1,"id":null}', "QMP input member 'execute' must be a string", 'null'],
      ['{"execute":["quit"]}', "QMP input member 'execute' must be a string", undefined],
      ['{"exec-oob":{},"id":7}', "QMP input member 'exec-oob' must be a string", '7'],
      [`{${status},"arguments":[],"id":7}`, "QMP input member 'arguments' must be an object", '7'],
      [`{${status},"arguments":null,"id":7}`, "QMP input member 'arguments' must be an object", '7'],
    ]
    for (const [text, words, idText] of expected) expect(complaint(text)).toEqual([words, idText])
  })

  it('F-15: names the member that QEMU names where many are wrong', () => {
    const execute = "QMP input member 'execute' must be a string"
    const oob = "QMP input member 'exec-oob' must be a string"
    expect(fault('{"foo":2,"arguments":3,"execute":1}').words).toBe(execute)
    expect(fault('{"execute":1,"exec-oob":2}').words).toBe(oob)
    expect(fault('{"execute":"a","arguments":1,"exec-oob":2}').words).toBe(oob)
    expect(fault('{"foo":1,"arguments":3}').words).toBe("QMP input member 'arguments' must be an object")
  })

  it('F-15: refuses what is no object, without an id', () => {
    for (const text of ['[]', '[{"execute":"quit","id":1}]', '1', '-0.5e+7', '"{}"', 'null', ' true ']) {
      expect(complaint(text)).toEqual(['QMP input must be a JSON object', undefined])
    }
  })

  it('knows a forbidden command in every disguise, or refuses the text', () => {
    for (const text of disguises) {
      const request = readRequest(text)
      if (request.kind === 'request') expect(request.command, text.slice(0, 100)).toBe('quit')
    }
    expect(disguises.length).toBeGreaterThanOrEqual(30)
  })

  it('does not take what only looks like a forbidden command for one', () => {
    for (const text of [
      '{"execute":"query-status","arguments":{"execute":"quit"}}',
      '{"execute":"query-status","id":{"execute":"quit"}}',
      '{"execute":"query-status","id":"\\",\\"execute\\":\\"quit"}',
      '{"arguments":{"a":"}","b":[{"execute":"quit"}]},"execute":"query-status"}',
    ]) {
      expect(read(text).command).toBe('query-status')
    }
  })
})

describe('withId', () => {
  it('replaces the id alone', () => {
    const request = read('{ "id" :  [1.0, "é"] , "execute":"a", "arguments":{"id":1e999}}')
    expect(withId(request, '"b7"')).toBe('{ "id" :  "b7" , "execute":"a", "arguments":{"id":1e999}}')
  })

  it('adds one where there is none', () => {
    expect(withId(read('\n{ "execute":"a"}'), '"b7"')).toBe('{"id":"b7", "execute":"a"}')
  })

  it('finds the id under an escaped name', () => {
    expect(withId(read('{"execute":"a","\\u0069d":"x"}'), '1')).toBe('{"execute":"a","\\u0069d":1}')
  })

  it('C-02: gives QEMU the same request in other respects, whatever the values, and the client its id back', () => {
    const key = fc.string({ unit: 'binary' }).filter(isSendable)
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        key,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 12 }),
      ),
    }))
    const indent = fc.constantFrom(0, 4)
    fc.assert(
      fc.property(value, fc.dictionary(key, value, { maxKeys: 12 }), indent, (id, args, spaces) => {
        const wanted = { execute: 'a', id, arguments: args }
        const request = read(JSON.stringify(wanted, null, spaces))
        expect(JSON.parse(request.idText ?? '')).toEqual(JSON.parse(JSON.stringify(id)))
        expect(withId(request, '"b7"')).toBe(JSON.stringify({ ...wanted, id: 'b7' }, null, spaces))
        expect(withId({ ...request, text: withId(request, '1'), idText: '1' }, request.idText ?? '')).toBe(
          request.text,
        )
      }),
    )
  })

  it('keeps every digit and every escape of the arguments', () => {
    const text =
      '{"execute":"a","id":-0.0,"arguments":{"\\u0061":1.10E+01,"b":123456789012345678901234567890}}'
    expect(withId(read(text), '"b7"')).toBe(text.replace('-0.0', '"b7"'))
    expect(read(text).idText).toBe('-0.0')
  })
})

function isSendable(text: string): boolean {
  return text.isWellFormed() && !/\p{Noncharacter_Code_Point}/u.test(text)
}

/** Ways to say `quit` that a search for the word, or a looser parser, might miss. */
const disguises = [
  '{"execute":"quit"}',
  '{"execute":"\\u0071uit"}',
  '{"execute":"\\u0071\\u0075\\u0069\\u0074"}',
  '{"execute":"qui\\u0074"}',
  '{"\\u0065xecute":"quit"}',
  '{"exec\\u002Doob":"quit"}',
  '{"exec-oob":"\\u0071uit"}',
  '{"execute":"quit","exec-oob":"query-status"}',
  '{"execute":"query-status","exec-oob":"quit"}',
  '{"execute":"query-status","execute":"quit"}',
  '{"execute":"quit","execute":"query-status"}',
  '{"execute":"query-status","\\u0065xecute":"quit"}',
  '{"execute":"query-status"}{"execute":"quit"}',
  '{"execute":"query-status"}\n{"execute":"quit"}',
  '[{"execute":"quit"}]',
  '{"execute":{"execute":"quit"}}',
  '{"execute":["quit"]}',
  "{'execute':'quit'}",
  '{"execute":\'quit\'}',
  '{execute:"quit"}',
  '\ufeff{"execute":"quit"}',
  '/* {"execute":"query-status"} */{"execute":"quit"}',
  '// {"execute":"query-status"}\n{"execute":"quit"}',
  '{"execute":/* "query-status" */"quit"}',
  '{"execute":"quit",}',
  '{"execute":"quit","id":01}',
  '{"execute":"quit","id":"\\ud800"}',
  '{"execute":"quit","id":"\uffff"}',
  '{"execute":"quit","id":"a\nb"}',
  '{"execute":"quit"}\0',
  '\x01{"execute":"quit"}',
  ' \t\r\n{\n"execute"\n:\n"quit"\n}\n',
  '{"arguments":{"a":"\\"}"},"id":"{","execute":"quit"}',
  `{"id":"${'x'.repeat(1 << 20)}","execute":"quit"}`,
  `${'{"execute":'.repeat(100_000)}"quit"${'}'.repeat(100_000)}`,
  `{"id":${deep(1023)},"execute":"quit"}`,
]
