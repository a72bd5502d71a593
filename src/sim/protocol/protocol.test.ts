import { describe, expect, it } from 'vitest'
import { simulate } from '../test-client.ts'

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 13, "minor": 0, "major": 10}, "package": "simulated, after Debian 1:10.0.13+ds-0+deb13u1"}, "capabilities": ["oob"]}}'

describe('greeting and negotiation', () => {
  it('P-01, F-01: greets with a line that ends in CRLF', () => {
    expect(simulate().connect().text).toBe(`${greeting}\r\n`)
  })

  it('N-01: refuses every command before negotiation, and echoes its id', () => {
    const client = simulate().connect()
    expect(client.send('{"execute":"query-status","id":7}')).toEqual([
      `{"id": 7, "error": {"class": "CommandNotFound", "desc": "Expecting capabilities negotiation with 'qmp_capabilities'"}}`,
    ])
  })

  it('N-02: events before negotiation are lost', () => {
    const { connect } = simulate()
    const client = connect()
    client.wait(120_000)
    expect(client.text).toBe(`${greeting}\r\n`)
  })

  it('N-03: an unknown capability is refused, and the client may try again', () => {
    const client = simulate().connect()
    const refused = `{"error": {"class": "GenericError", "desc": "Parameter 'null' does not accept value 'nope'"}}`
    expect(client.send('{"execute":"qmp_capabilities","arguments":{"enable":["nope"]}}')).toEqual([refused])
    expect(client.send('{"execute":"qmp_capabilities","id":null}')).toEqual(['{"return": {}, "id": null}'])
  })

  it('N-04: a second negotiation is refused', () => {
    const client = simulate().connect().negotiate()
    expect(client.refusal('qmp_capabilities')).toBe(
      'CommandNotFound: Capabilities negotiation is already complete, command ignored',
    )
  })
})

describe('requests', () => {
  it('C-02: ids come back as QEMU writes them', () => {
    const client = simulate().connect().negotiate()
    expect(client.send('{"execute":"query-name","id":{"b":[1.0,1e2,18446744073709551615],"a":"é"}}')).toEqual(
      ['{"return": {"name": "demo"}, "id": {"a": "\\u00E9", "b": [1, 100, 18446744073709551615]}}'],
    )
  })

  it.each([
    ['[1,2]', 'GenericError: QMP input must be a JSON object'],
    ['{"id":1}', "GenericError: QMP input lacks member 'execute'"],
    ['{"execute":1}', "GenericError: QMP input member 'execute' must be a string"],
    ['{"execute":"query-name","foo":1,"bar":2}', "GenericError: QMP input member 'bar' is unexpected"],
    [
      '{"execute":"query-name","arguments":null}',
      "GenericError: QMP input member 'arguments' must be an object",
    ],
    ['{"exec-oob":"query-yank"}', "GenericError: QMP input member 'exec-oob' is unexpected"],
    ['{"execute":"query-nope"}', 'CommandNotFound: The command query-nope has not been found'],
    ['{"execute":"__proto__"}', 'CommandNotFound: The command __proto__ has not been found'],
  ])("F-15: %s is refused in QEMU's words", (text, words) => {
    const [reply = ''] = simulate().connect().negotiate().send(text)
    const { error } = JSON.parse(reply)
    expect(`${error.class}: ${error.desc}`).toBe(words)
  })

  it.each([
    ['balloon', { value: '1' }, "Invalid parameter type for 'value', expected: integer"],
    ['balloon', undefined, "Parameter 'value' is missing"],
    ['query-name', { x: 1 }, "Parameter 'x' is unexpected"],
    ['query-stats', { target: 'nope' }, "Parameter 'target' does not accept value 'nope'"],
    [
      'send-key',
      { keys: [{ type: 'number', data: 'x' }] },
      "Invalid parameter type for 'keys[0].data', expected: integer",
    ],
    ['blockdev-add', { driver: 'raw', file: { driver: 'file' } }, "Parameter 'file.filename' is missing"],
  ])('C-10, C-11: %s with %j is checked against the schema', (command, args, words) => {
    expect(simulate().connect().negotiate().refusal(command, args)).toBe(`GenericError: ${words}`)
  })

  it('C-10: a number with a point is no integer, nor is one of more than 63 bits', () => {
    const client = simulate().connect().negotiate()
    for (const value of ['67108864.0', '1e8', '9223372036854775808']) {
      const [reply] = client.send(`{"execute":"balloon","arguments":{"value":${value}}}`)
      expect(reply).toContain("Invalid parameter type for 'value', expected: integer")
    }
  })

  it('F-02, F-05: a request may be split at every byte and needs no newline', () => {
    const text = '{"execute":"query-name","id":"é😀"}'
    for (let at = 0; at <= text.length; at++) {
      const client = simulate().connect().negotiate()
      client.send(text.slice(0, at))
      client.send(text.slice(at))
      expect(client.text).toContain('{"return": {"name": "demo"}, "id": "\\u00E9\\uD83D\\uDE00"}\r\n')
    }
  })

  it('C-01: 2,000 commands in one text are answered in order', () => {
    const client = simulate().connect().negotiate()
    const ids = Array.from({ length: 2000 }, (_, id) => id)
    const replies = client.send(ids.map((id) => `{"execute":"query-name","id":${id}}`).join(''))
    expect(replies.map((reply) => JSON.parse(reply).id)).toEqual(ids)
  })

  it('F-03: half a surrogate pair is refused, without an id', () => {
    const client = simulate().connect().negotiate()
    expect(client.send('{"execute":"query-name","id":"\ud800x"}')).toEqual([
      '{"error": {"class": "GenericError", "desc": "JSON parse error, invalid UTF-8 sequence in string"}}',
    ])
  })
})

describe('out of band', () => {
  const slow = () => simulate('slow').connect()

  it('O-02: only some commands may go out of band', () => {
    const client = simulate().connect().negotiate(['oob'])
    expect(client.send('{"exec-oob":"query-status"}')[0]).toContain(
      'The command query-status does not support OOB',
    )
    expect(client.send('{"exec-oob":"query-yank","execute":"x"}')[0]).toContain(
      "'execute' clashes with 'exec-oob'",
    )
  })

  it('O-03: an out-of-band reply overtakes what waits', () => {
    const client = slow().negotiate(['oob'])
    client.send('{"execute":"query-name","id":1}{"exec-oob":"query-yank","id":2}')
    client.wait(2000)
    expect(client.text.indexOf('"id": 2')).toBeLessThan(client.text.indexOf('"id": 1'))
  })

  it('O-04: with eight requests waiting, QEMU stops reading', () => {
    const client = slow().negotiate(['oob'])
    client.send('{"execute":"query-name"}'.repeat(9))
    expect(client.send('{"exec-oob":"query-yank","id":2}')).toEqual([])
    expect(client.wait(2000)).toHaveLength(2)
  })

  it('O-05: a malformed text is answered in turn', () => {
    const client = slow().negotiate(['oob'])
    expect(client.send('{"execute":"query-name"} ]')).toEqual([])
    expect(client.wait(4000).map((line) => Object.keys(JSON.parse(line))[0])).toEqual(['return', 'error'])
  })
})

describe('one client at a time', () => {
  it('P-06: the second client gets nothing until the first disconnects, then what it sent meanwhile is run', () => {
    const { connect } = simulate()
    const first = connect()
    const second = connect()
    second.send('{"execute":"qmp_capabilities","id":"early"}')
    expect(second.text).toBe('')
    first.link.close()
    second.wait(0)
    expect(second.text).toBe(`${greeting}\r\n{"return": {}, "id": "early"}\r\n`)
    expect(first.end).toEqual({ cause: 'closed', reason: '' })
  })

  it('P-08: half a line of the first client is discarded for the second', () => {
    const { connect } = simulate()
    const first = connect()
    first.send('{"execute":"query-')
    first.link.close()
    expect(connect().negotiate().ask('query-name')).toEqual({ name: 'demo' })
  })

  it('P-09: what the first client asked last is answered to the second, before its own', () => {
    const { connect } = simulate('slow')
    const first = connect().negotiate()
    first.send('{"execute":"query-name","id":"OLD"}{"execute":"query-uuid","id":"DROPPED"}')
    first.link.close()
    const second = connect()
    second.send('{"execute":"qmp_capabilities","id":"NEW"}')
    expect(second.wait(5000).map((line) => JSON.parse(line).id)).toEqual(['OLD', 'NEW'])
  })
})
