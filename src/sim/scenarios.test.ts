import { describe, expect, it } from 'vitest'
import { isScenario, scenarioDescription, scenarioNames } from './scenarios.ts'
import { simulate } from './test-client.ts'

const start = (scenario: string) => simulate(scenario).connect()
const status = (running: boolean, state: string) => ({ running, status: state })

it('every scenario has a name and a line for a menu', () => {
  for (const name of scenarioNames) expect(scenarioDescription(name)).toMatch(/^[A-Z].{10,}/)
  expect(isScenario('default')).toBe(true)
  expect(isScenario('constructor')).toBe(false)
})

it.each(scenarioNames)('%s greets a client, or is busy', (name) => {
  const mark = name === 'hmp' ? '(qemu) ' : '"QMP"'
  expect(start(name).text.includes(mark)).toBe(name !== 'busy')
})

it('several scenarios are joined by a comma', () => {
  expect(isScenario('paused,pretty')).toBe(true)
  expect(isScenario('paused,')).toBe(false)
  const client = start('paused,pretty')
  expect(client.text).toMatch(/^\{\r\n/)
  client.send('{"execute": "qmp_capabilities"}')
  client.send('{"execute": "query-status"}')
  expect(client.text).toContain('"status": "paused"')
})

it.each(['paused', 'prelaunch', 'inmigrate', 'suspended', 'shutdown'])('%s starts in that state', (state) => {
  expect(start(state).negotiate().ask('query-status')).toEqual(status(false, state))
})

describe('faults of the guest', () => {
  it('io-error: fails again 62 ms after each resume, until there is room', () => {
    const client = start('io-error').negotiate()
    expect(client.eventsWithin(6000)).toEqual(['BLOCK_IO_ERROR', 'STOP'])
    expect(client.ask('query-status')).toEqual(status(false, 'io-error'))
    expect(client.ask('query-block')).toMatchObject([{ 'io-status': 'nospace' }, {}])
    for (let again = 0; again < 3; again++) {
      client.run('cont')
      expect(client.ask('query-block')).toMatchObject([{ 'io-status': 'ok' }, {}])
      expect(client.eventsWithin(2000)).toEqual(['BLOCK_IO_ERROR', 'STOP'])
    }
    client.run('cont')
    expect(client.eventsWithin(5000)).toEqual([])
    expect(client.ask('query-status')).toEqual(status(true, 'running'))
  })

  it('io-error: after a minute there is room', () => {
    const client = start('io-error').negotiate()
    client.wait(66_000)
    client.run('cont')
    client.wait(5000)
    expect(client.ask('query-status')).toEqual(status(true, 'running'))
  })

  it.each([
    ['guest-panicked', 'GUEST_PANICKED'],
    ['watchdog', 'WATCHDOG'],
  ])('%s: the event, then STOP', (scenario, event) => {
    const client = start(scenario).negotiate()
    expect(client.eventsWithin(6000)).toEqual([event, 'STOP'])
    expect(client.ask('query-status')).toEqual(status(false, scenario))
  })

  it('stubborn-guest: POWERDOWN, and nothing follows', () => {
    const client = start('stubborn-guest').negotiate()
    client.run('system_powerdown')
    expect(client.eventsWithin(60_000)).not.toContain('SHUTDOWN')
  })
})

describe('how QEMU was started', () => {
  it('L-04, E-05: preconfig: most commands wait until the machine is made', () => {
    const client = start('preconfig').negotiate()
    const words = "The command 'query-pci' is permitted only after machine initialization has completed"
    expect(client.refusal('query-pci')).toBe(`GenericError: ${words}`)
    expect(client.ask('query-status')).toEqual(status(false, 'prelaunch'))
    expect(client.run('x-exit-preconfig')).toEqual([{ return: {} }])
    expect(client.run('cont')).toEqual(['RESUME', { return: {} }])
    expect(client.refusal('x-exit-preconfig')).toContain('only before machine initialization')
  })

  it('V-11: no-reboot: a reset ends in state shutdown, and QEMU stays', () => {
    const client = start('no-reboot').negotiate()
    expect(client.run('system_reset')).toEqual(['SHUTDOWN', 'STOP', { return: {} }])
    expect(client.ask('query-status')).toEqual(status(false, 'shutdown'))
  })
})

describe('faults of the connection', () => {
  it('P-05: busy: never greets', () => {
    const client = start('busy')
    client.wait(600_000)
    expect(client.text).toBe('')
    expect(client.end).toBeUndefined()
  })

  it('C-07: slow: answers after 2 s, in order', () => {
    const client = start('slow').negotiate()
    expect(client.run('query-name')).toEqual([])
    client.wait(1999)
    expect(client.text).not.toContain('demo')
    client.wait(1)
    expect(client.text).toContain('demo')
  })

  it('C-07: stuck: stop is never answered, but out-of-band is', () => {
    const client = start('stuck').negotiate(['oob'])
    client.run('stop')
    client.run('query-name')
    client.wait(600_000)
    expect(client.text).not.toContain('demo')
    expect(client.send('{"exec-oob":"query-yank","id":1}')[0]).toContain('"id": 1')
  })

  it('C-08: drop: the connection breaks in the middle of the answer, though the command was run', () => {
    const { connect } = simulate('drop')
    const client = connect().negotiate()
    client.send('{"execute":"stop","id":"lost"}')
    expect(client.end).toEqual({ cause: 'gone', reason: '' })
    expect(client.text).not.toContain('lost')
    expect(connect().negotiate().ask('query-status')).toEqual(status(false, 'paused'))
  })

  it('F-02: pretty: every message is written over many lines', () => {
    const client = start('pretty')
    expect(client.text).toMatch(/^\{\r\n {4}"QMP": \{\r\n/)
    expect(client.text).toMatch(/\r\n\}\r\n$/)
  })

  it('P-04: event-first: an event, then the greeting', () => {
    expect(start('event-first').text).toMatch(/^\{"timestamp".*VSERPORT_CHANGE.*\r\n\{"QMP"/)
  })

  it('P-09: stale-reply: the answer to another client comes before the first own one', () => {
    const client = start('stale-reply')
    client.send('{"execute":"qmp_capabilities","id":"NEW"}')
    expect(client.text).toMatch(
      /"QMP".*\r\n\{"return": \{\}, "id": "OLD"\}\r\n\{"return": \{\}, "id": "NEW"\}/,
    )
  })

  it('garbage: JSON that is not QMP', () => {
    const client = start('garbage').negotiate()
    client.wait(5000)
    expect(client.text).toContain('{"jsonrpc": "2.0", "method": "hello"}\r\n')
  })

  it('F-09: noise: text that is no message', () => {
    const client = start('noise').negotiate()
    client.wait(5000)
    expect(client.text).toContain('virtqueue: spurious kick\r\n')
  })

  it('P-05: hmp: a banner and a prompt', () => {
    const client = start('hmp')
    const banner = "QEMU 10.0.13 monitor - type 'help' for more information\r\n(qemu) "
    expect(client.text).toBe(banner)
    client.send('{"execute":"x"}\n')
    client.wait(1000)
    expect(client.text, 'JSON has no answer').toBe(banner)
  })

  it('storm: 2,000 events a second for 10 s', () => {
    const client = start('storm').negotiate()
    expect(client.eventsWithin(2900)).toEqual([])
    expect(client.eventsWithin(1100).length).toBeGreaterThan(1900)
    client.wait(20_000)
    expect(client.text.match(/JOB_STATUS_CHANGE/g)).toHaveLength(20_000)
  })
})

describe('strange names and shapes', () => {
  it('hostile: markup, control characters and emoji in names, escaped as ASCII', () => {
    const client = start('hostile').negotiate()
    const { name } = client.ask('query-name') as { name: string }
    expect(name).toContain('<script>')
    expect(name.length).toBeGreaterThan(1000)
    expect(JSON.stringify(client.ask('query-block'))).toContain('onerror')
    expect(client.text).toMatch(/^[ -~\r\n]*$/)
  })

  it('F-14: unknown: states, members and events that no client knows', () => {
    const client = start('unknown').negotiate()
    expect(client.ask('query-status')).toMatchObject({
      status: '__com.example_dreaming',
      '__com.example_mood': {},
    })
    expect(client.eventsWithin(5000)).toEqual(['__COM.EXAMPLE_WEATHER'])
    expect(client.run('cont')).toContain('RESUME')
  })
})

describe('old QEMUs', () => {
  it('P-02, F-06: era-0.12 negotiates nothing, and reads a message only when one more byte follows', () => {
    const client = start('era-0.12')
    expect(client.text).toBe('{"QMP": {"capabilities": []}}\r\n')
    expect(client.send('{"execute":"query-version"}')).toEqual([])
    expect(client.send('\n')).toEqual(['{"return": {"qemu": "0.12.5", "package": ""}}'])
    expect(client.send('{"execute":"qmp_capabilities","id":1}\n')[0]).toContain('CommandNotFound')
    expect(client.send('{"execute":"query-status"}\n')).toEqual([
      '{"return": {"singlestep": false, "running": true}}',
    ])
  })

  it('V-10: era-0.12 knows four events, without data', () => {
    const client = start('era-0.12')
    client.send('{"execute":"stop"}\n')
    client.send('{"execute":"cont"}\n')
    expect(client.text).toMatch(/"event": "STOP"\}/)
    expect(client.text).not.toContain('RESUME')
  })

  it.each([
    ['era-0.13', { micro: 0, minor: 13, major: 0 }],
    ['era-1.0', { micro: 0, minor: 0, major: 1 }],
  ])('O-06, I-10: %s greets without out-of-band and has no schema', (scenario, qemu) => {
    const client = start(scenario)
    expect(JSON.parse(client.text)).toEqual({ QMP: { version: { qemu, package: '' }, capabilities: [] } })
    client.send('{"execute":"qmp_capabilities"}')
    const names = (client.ask('query-commands') as { name: string }[]).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['query-status', 'query-cpus', 'eject', 'qmp_capabilities']))
    expect(names).not.toContain('query-qmp-schema')
    expect(client.run('query-qmp-schema')).toEqual([
      {
        error: {
          class: 'CommandNotFound',
          desc: 'The command query-qmp-schema has not been found',
          data: { name: 'query-qmp-schema' },
        },
      },
    ])
  })

  it('E-02: errors of that time have data', () => {
    const client = start('era-1.0')
    client.send('{"execute":"qmp_capabilities"}')
    expect(client.send('{{')).toEqual([])
    expect(client.send('\x01')).toEqual([
      '{"error": {"class": "JSONParsing", "desc": "Invalid JSON syntax", "data": {}}}',
    ])
    client.send('{"execute":"change","arguments":{"device":"ide1-cd0","target":"/iso/a.iso"}}')
    expect(client.ask('query-block')).toMatchObject([{}, { inserted: { file: '/iso/a.iso' } }])
  })
})
