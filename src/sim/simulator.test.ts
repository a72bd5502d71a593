import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { scenarioNames } from './scenarios.ts'
import { createSimulator } from './simulator.ts'
import { simulate } from './test-client.ts'

describe('after the VM is off', () => {
  it('no connection succeeds for five seconds, then a new VM answers', () => {
    const { connect } = simulate()
    const client = connect().negotiate()
    client.run('stop')
    client.run('quit')
    client.wait(1000)
    const early = connect()
    early.wait(0)
    expect(early.end).toEqual({
      cause: 'unreachable',
      reason: 'the simulated VM is off; it starts again in 4 s',
    })
    client.wait(4000)
    expect(connect().negotiate().ask('query-status')).toEqual({ running: true, status: 'running' })
  })

  it('a client that waited for its turn is closed, too', () => {
    const { connect } = simulate()
    const client = connect().negotiate()
    const waiting = connect()
    client.run('quit')
    expect(waiting.end?.cause).toBe('gone')
  })

  it('reports when it stops and when it starts listening again', () => {
    const { simulator, connect } = simulate()
    const power: boolean[] = []
    simulator.onPower = (on) => power.push(on)
    const client = connect().negotiate()
    client.run('quit')
    expect([power, simulator.on]).toEqual([[false], false])
    client.wait(5000)
    expect([power, simulator.on]).toEqual([[false, true], true])
  })
})

describe('stopping', () => {
  it('closes all clients and accepts none afterwards', () => {
    const { simulator, connect, clock } = simulate()
    const client = connect().negotiate()
    simulator.stop()
    expect(client.end).toEqual({ cause: 'gone', reason: 'the simulator was stopped' })
    clock.advance(600_000)
    expect(simulator.on).toBe(false)
  })
})

it('refuses a scenario that does not exist', () => {
  const create = () => createSimulator({ scenario: 'nope', clock: new ManualClock() })
  expect(create).toThrow('No scenario is named "nope"')
})

it('answers every command it names, and names every command it answers', () => {
  const client = simulate().connect().negotiate()
  const commands = client.ask('query-commands') as { name: string }[]
  const schema = client.ask('query-qmp-schema') as { name: string; 'meta-type': string }[]
  const inSchema = schema.filter((entry) => entry['meta-type'] === 'command').map(({ name }) => name)
  expect(inSchema.sort()).toEqual(commands.map(({ name }) => name).sort())
  for (const { name } of commands.filter((command) => command.name !== 'quit')) {
    expect(client.run(name).at(-1), name).toEqual(expect.any(Object))
  }
})

it('the schema is fetched when a command first needs it, and answers stay in order', async () => {
  const clock = new ManualClock()
  const simulator = createSimulator({ clock })
  const link = simulator.connect()
  let text = ''
  link.onText = (more) => {
    text += more
  }
  clock.advance(0)
  link.send('{"execute":"qmp_capabilities"}{"execute":"balloon","id":1}{"execute":"query-name","id":2}')
  await expect
    .poll(() => {
      clock.advance(0)
      return text
    })
    .toMatch(/"id": 1,.*'value' is missing.*\r\n.*"id": 2\}/)
  simulator.stop()
})

// Whatever a client sends, in whatever scenario: no exception, and after a resync the VM still answers.
describe('never throws', () => {
  const fragment = fc.oneof(
    fc.constantFrom(
      '{"execute":',
      '"query-block"',
      ',"arguments":',
      '{"id":',
      '"cd0"',
      '}',
      '}}',
      '[',
      '"id":1',
      '\x01',
    ),
    fc
      .constantFrom('balloon', 'eject', 'qom-get', 'set_link', 'blockdev-add', 'human-monitor-command')
      .map((name) => `"${name}"`),
    fc.json(),
    fc.string({ unit: 'binary' }),
  )
  const speech = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''))

  it.each(scenarioNames)('in scenario %s', (scenario) => {
    fc.assert(
      fc.property(fc.array(speech, { maxLength: 6 }), fc.nat(4000), (speeches, pause) => {
        const { connect, simulator } = simulate(scenario)
        const client = connect()
        client.negotiate()
        for (const text of speeches) client.send(text)
        client.wait(pause)
        simulator.stop()
        expect(client.text).toMatch(/^[ -~\r\n]*$/)
      }),
      { numRuns: 20, seed: 1 },
    )
  })

  it('and reads the next good message after 0x01', () => {
    fc.assert(
      fc.property(speech, (text) => {
        const { connect } = simulate()
        const client = connect().negotiate()
        client.send(text)
        fc.pre(client.end === undefined)
        client.send('\x01')
        expect(client.send('{"execute":"query-name","id":"after"}').at(-1)).toBe(
          '{"return": {"name": "demo"}, "id": "after"}',
        )
      }),
      { numRuns: 200, seed: 1 },
    )
  })
})
