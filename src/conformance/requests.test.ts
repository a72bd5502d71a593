import { describe, expect, it } from 'vitest'
import { serverCases, shareVm } from './servers.ts'
import { negotiated } from './wire-client.ts'

describe.each(serverCases)('answers of %s', (_, server) => {
  const dial = shareVm(server, Date.now)

  it.each([
    ['1', '1'],
    ['"a"', '"a"'],
    ['""', '""'],
    ['null', 'null'],
    ['false', 'false'],
    ['[]', '[]'],
    ['{}', '{}'],
    ['[1, {"a": [true, null]}]', '[1, {"a": [true, null]}]'],
    ['1.0', '1'],
    ['1e2', '100'],
    ['0.1', '0.10000000000000001'],
    ['1e300', '1.0000000000000001e+300'],
    ['-9223372036854775808', '-9223372036854775808'],
    ['18446744073709551615', '18446744073709551615'],
    ['18446744073709551616', '1.8446744073709552e+19'],
  ])('C-02: the id %s comes back as %s', async (sent, echoed) => {
    const client = await negotiated(await dial())
    expect(
      await client.say(`{"execute": "query-name", "id": ${sent}}`, `{"execute": "nonsense", "id": ${sent}}`),
    ).toEqual([`{"return": {"name": "demo"}, "id": ${echoed}}`, `{"id": ${echoed}, "error": ${unknown}}`])
  })

  it('C-02: without an id there is none in the answer', async () => {
    const client = await negotiated(await dial())
    expect(await client.say('{"execute": "query-name"}', '{"execute": "nonsense"}')).toEqual([
      '{"return": {"name": "demo"}}',
      `{"error": ${unknown}}`,
    ])
  })

  it('C-01: commands are answered in the order in which they were sent, refused ones too', async () => {
    const client = await negotiated(await dial())
    const ids = Array.from({ length: 100 }, (_id, index) => index)
    const requests = ids.map(
      (id) => `{"execute": "${id % 3 === 0 ? 'nonsense' : 'query-name'}", "id": ${id}}`,
    )
    const answers = await client.say(requests.join(''))
    expect(answers.map((answer) => Number(/"id": (\d+)/.exec(answer)?.[1]))).toEqual(ids)
  })
})

describe.each(serverCases)('requests that %s refuses', (_, server) => {
  const dial = shareVm(server, Date.now)

  it.each(['[1, 2]', '[]', '1 ', '"x"', 'null ', 'true '])(
    'F-15: %s is no object, and is answered without an id',
    async (text) => {
      const client = await negotiated(await dial())
      expect(await client.say(text)).toEqual([
        '{"error": {"class": "GenericError", "desc": "QMP input must be a JSON object"}}',
      ])
    },
  )

  it.each([
    [
      'F-15: an unexpected member',
      '"execute": "query-name", "foo": 1',
      "QMP input member 'foo' is unexpected",
    ],
    ['F-15: no command', '"arguments": {}', "QMP input lacks member 'execute'"],
    ['F-15: a command that is no string', '"execute": 1', "QMP input member 'execute' must be a string"],
    [
      'F-15: arguments of null',
      '"execute": "query-name", "arguments": null',
      "QMP input member 'arguments' must be an object",
    ],
    [
      'O-01: the control member of old',
      '"execute": "query-name", "control": {"run-oob": true}',
      "QMP input member 'control' is unexpected",
    ],
    [
      'O-01: out-of-band where it is not enabled',
      '"exec-oob": "query-yank"',
      "QMP input member 'exec-oob' is unexpected",
    ],
    [
      'C-11: an unknown argument',
      '"execute": "query-name", "arguments": {"x": 1}',
      "Parameter 'x' is unexpected",
    ],
    ['C-11: a missing argument', '"execute": "balloon"', "Parameter 'value' is missing"],
    [
      'C-11: a missing argument beside an unknown one',
      '"execute": "balloon", "arguments": {"x": 1}',
      "Parameter 'value' is missing",
    ],
    [
      'C-11: a wrong item of a list',
      '"execute": "send-key", "arguments": {"keys": [1]}',
      "Invalid parameter type for 'keys[0]', expected: object",
    ],
    [
      'C-11: a missing member of an item',
      '"execute": "send-key", "arguments": {"keys": [{"type": "qcode"}]}',
      "Parameter 'keys[0].data' is missing",
    ],
  ])('%s is a GenericError with the id', async (_case, members, desc) => {
    const client = await negotiated(await dial())
    expect(await client.say(`{${members}, "id": 3}`)).toEqual([
      `{"id": 3, "error": {"class": "GenericError", "desc": "${desc}"}}`,
    ])
  })

  it.each(['67108864.0', '1e8', '"67108864"', 'true', 'null', '[]', '9223372036854775808'])(
    'C-10: %s is no integer of 64 bits',
    async (value) => {
      const client = await negotiated(await dial())
      expect(await client.say(`{"execute": "balloon", "arguments": {"value": ${value}}, "id": 3}`)).toEqual([
        `{"id": 3, "error": {"class": "GenericError", "desc": "Invalid parameter type for 'value', expected: integer"}}`,
      ])
    },
  )
})

describe.each(serverCases)('out-of-band at %s', (_, server) => {
  const dial = shareVm(server, Date.now)

  it('O-01: a command that may run out of band is answered with its id', async () => {
    const client = await negotiated(await dial(), ['oob'])
    const [answer] = await client.say('{"exec-oob": "query-yank", "id": 3}')
    expect(answer).toMatch(/^\{"return": \[.*\], "id": 3\}$/)
  })

  it.each([
    [
      'O-01: execute and exec-oob together',
      '"execute": "query-name", "exec-oob": "query-yank"',
      'clashes with',
    ],
    [
      'O-02: a command that may not',
      '"exec-oob": "query-status"',
      'The command query-status does not support OOB',
    ],
    [
      'O-02: the negotiation',
      '"exec-oob": "qmp_capabilities"',
      'The command qmp_capabilities does not support OOB',
    ],
  ])('%s is refused', async (_case, members, words) => {
    const client = await negotiated(await dial(), ['oob'])
    const [answer] = await client.say(`{${members}, "id": 3}`)
    expect(answer).toMatch(/^\{"id": 3, "error": \{"class": "GenericError", "desc": ".*"\}\}$/)
    expect(answer).toContain(words)
  })

  it('O-05: a malformed message is answered in its turn', async () => {
    const client = await negotiated(await dial(), ['oob'])
    const answers = await client.say('{"execute": "query-name", "id": 1}}{"execute": "query-name", "id": 2}')
    expect(answers.at(0)).toBe('{"return": {"name": "demo"}, "id": 1}')
    expect(answers.at(1)).toContain('{"error": {"class": "GenericError", "desc": "JSON parse error')
    expect(answers.at(-1)).toBe('{"return": {"name": "demo"}, "id": 2}')
  })
})

const unknown = '{"class": "CommandNotFound", "desc": "The command nonsense has not been found"}'
