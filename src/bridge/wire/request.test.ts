import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MalformedRequest, newRequest, printRequest, type Request, readRequest } from './request.ts'

function read(text: string): Request {
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
function errorReply(text: string): [words: string, idText: string | undefined] {
  const { words, idText } = fault(text)
  return [words, idText]
}

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('readRequest', () => {
  it('takes a request apart; numbers keep their digits', () => {
    const text = ' {"execute" : "stop", "id": 1.50 ,\n"arguments": { "a": 18446744073709551616 }}\r\n'
    expect(read(text)).toEqual({
      kind: 'request',
      command: 'stop',
      oob: false,
      idText: '1.50',
      argumentsText: '{ "a": 18446744073709551616 }',
      length: text.length,
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
    for (const [text, words, idText] of expected) expect(errorReply(text)).toEqual([words, idText])
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
      expect(errorReply(text)).toEqual(['QMP input must be a JSON object', undefined])
    }
  })

  it('knows a forbidden command in every disguise, or refuses the text', () => {
    for (const text of disguises) {
      const request = readRequest(text)
      if (request.kind !== 'request') continue
      expect(request.command, text.slice(0, 100)).toBe('quit')
      expect(printRequest(request, 'b7')).toMatch(/^\{"exec(ute|-oob)": "quit", /)
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

describe('printRequest', () => {
  it('prints what was read, under another id', () => {
    const text =
      '{ "\\u0069d" :  [1.0, "é"] , "execute":"\\u0061", "arguments":{"id":1e999, "\\u0062": "\\/"}}'
    expect(printRequest(read(text), 'b7')).toBe(
      '{"execute": "a", "arguments": {"id":1e999, "b": "/"}, "id": "b7"}',
    )
    expect(printRequest(read('{"exec-oob":"a"}'), 'b7')).toBe('{"exec-oob": "a", "id": "b7"}')
    expect(printRequest(newRequest('a', { b: 1 }), 'b7')).toBe(
      '{"execute": "a", "arguments": {"b":1}, "id": "b7"}',
    )
  })

  it('C-02: whatever passes, QEMU gets the command and arguments that were decided on, and no other', () => {
    const key = fc.string({ unit: 'binary' }).filter(isSendable)
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => isSendable(JSON.stringify(value)))
    const name = fc.oneof(fc.constantFrom('quit', 'query-status', 'a"b', '\0', '__proto__'), key)
    const verb = fc.constantFrom('execute', 'exec-oob', '\\u0065xecute', 'exec\\u002doob')
    const args = fc.option(fc.dictionary(key, json, { maxKeys: 12 }), { nil: undefined })
    const blank = fc.constantFrom('', ' ', '\n\t', '\r\n')
    fc.assert(
      fc.property(verb, name, args, json, blank, (written, command, given, id, space) => {
        const members = [
          `"id"${space}:${JSON.stringify(id)}`,
          `"${written}":${space}${JSON.stringify(command)}`,
          ...(given ? [`"arguments":${JSON.stringify(given, null, space)}`] : []),
        ]
        const request = read(`${space}{${members.join(`${space},`)}${space}}${space}`)
        const got = JSON.parse(printRequest(request, 'b7'))
        const key = written.includes('oob') ? 'exec-oob' : 'execute'
        expect([request.command, request.oob]).toEqual([command, key === 'exec-oob'])
        expect(got).toEqual(
          JSON.parse(JSON.stringify({ [key]: request.command, arguments: given, id: 'b7' })),
        )
        expect(got.arguments).toEqual(request.argumentsText && JSON.parse(request.argumentsText))
        expect(JSON.parse(request.idText ?? '')).toEqual(JSON.parse(JSON.stringify(id)))
      }),
      { numRuns: 500 },
    )
  })

  it('prints no text but what reads as one request again, whatever damage a message has', () => {
    const whole = '{"execute": "query-a", "arguments": {"a": [1, "\\"{\\u0041", {"b": null}]}, "id": "x"}'
    const piece = fc.constantFrom(
      ...'{}[]",:\\ 0-e\n\0\'',
      '\\u0000',
      '\\"',
      '"execute":"quit"',
      '"id":1,',
      '//',
    )
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(4), fc.array(piece, { maxLength: 3 }), (at, cut, pieces) => {
        const request = readRequest(whole.slice(0, at) + pieces.join('') + whole.slice(at + cut))
        if (request.kind === 'malformed') return
        const printed = printRequest(request, 'b7')
        expect(Object.keys(JSON.parse(printed)).sort()).toEqual([
          ...(request.argumentsText ? ['arguments'] : []),
          request.oob ? 'exec-oob' : 'execute',
          'id',
        ])
        expect(readRequest(printed)).toEqual({ ...request, idText: '"b7"', length: printed.length })
      }),
      { numRuns: 3000 },
    )
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
