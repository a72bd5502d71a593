import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { keepConnected } from './connection.ts'
import { greetingOf } from './test-session.ts'

const greeting = '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}}, "capabilities": []}}'

function start() {
  const links: ScriptedLink[] = []
  const phases: string[] = []
  const clock = new ManualClock()
  const connection = keepConnected({
    dial: () => {
      const link = new ScriptedLink()
      links.push(link)
      return link
    },
    clock,
    idPrefix: () => `s${links.length}`,
    random: () => 0.5,
    onState: (state) => phases.push(state.phase),
    onEvent: () => {},
    onStray: () => {},
  })
  return { connection, links, phases, clock }
}

/** Lets promises that are settled be heard. */
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => resolve())))

async function greet(link: ScriptedLink | undefined, session: number) {
  link?.say(greeting, `{"return": {}, "id": "s${session}-1"}`)
  await settled()
}

describe('keepConnected', () => {
  it('is ready after the negotiation', async () => {
    const { connection, links, phases } = start()
    await greet(links[0], 1)
    expect(connection.state()).toMatchObject({ phase: 'ready', greeting: { version: { major: 10 } } })
    expect(phases).toEqual(['connecting', 'ready'])
  })

  it('comes back with a new session after a loss, with ids of its own', async () => {
    const { connection, links, clock } = start()
    await greet(links[0], 1)
    clock.advance(10_000)
    links[0]?.end({ cause: 'gone', reason: '' })
    expect(connection.state()).toMatchObject({ phase: 'waiting', attempt: 0, nextAt: 10_500 })
    clock.advance(500)
    await greet(links[1], 2)
    expect(connection.state().phase).toBe('ready')
    expect(links[1]?.sent).toEqual(['{"execute":"qmp_capabilities","id":"s2-1"}\n'])
  })

  it('waits longer after each failure, up to 15 s', async () => {
    const { connection, links, clock } = start()
    const delays: number[] = []
    for (let attempt = 1; attempt <= 8; attempt++) {
      links.at(-1)?.end({ cause: 'unreachable', reason: 'refused' })
      await settled()
      const state = connection.state()
      if (state.phase !== 'waiting') throw new Error(`phase is ${state.phase}`)
      delays.push(state.nextAt - clock.now())
      clock.advance(state.nextAt - clock.now())
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000])
  })

  it('waits longer each time, too, for a peer that greets and ends at once', async () => {
    const { connection, links, clock } = start()
    const delays: number[] = []
    for (let session = 1; session <= 4; session++) {
      await greet(links.at(-1), session)
      links.at(-1)?.say('{"rubbish": 1}\n')
      const state = connection.state()
      if (state.phase !== 'waiting') throw new Error(`phase is ${state.phase}`)
      delays.push(state.nextAt - clock.now())
      clock.advance(state.nextAt - clock.now())
    }
    expect(delays).toEqual([500, 1000, 2000, 4000])
  })

  it('tries at once when asked to', async () => {
    const { connection, links } = start()
    links[0]?.end({ cause: 'unreachable', reason: 'refused' })
    await settled()
    connection.tryNow()
    expect(links).toHaveLength(2)
    connection.tryNow()
    expect(links).toHaveLength(2)
  })

  it.each(['unknown-vm', 'unauthorized'] as const)('does not come back after %s', async (cause) => {
    const { connection, links, clock } = start()
    links[0]?.end({ cause, reason: '' })
    await settled()
    clock.advance(60_000)
    expect(connection.state().phase).toBe('ended')
    expect(links).toHaveLength(1)
  })

  it('P-07: tries again where no greeting came', async () => {
    const { connection, links, clock } = start()
    clock.advance(5000)
    await settled()
    expect(connection.state()).toMatchObject({ phase: 'waiting', why: { end: { cause: 'silent' } } })
    clock.advance(500)
    await greet(links[1], 2)
    expect(connection.state().phase).toBe('ready')
  })

  it('refuses commands while there is no session', async () => {
    const { connection } = start()
    await expect(connection.execute('query-status')).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('O-07: sends past all that wait what may go out of band', async () => {
    const { connection, links } = start()
    links[0]?.say(greetingOf(['oob']), `{"return": {}, "id": "s1-1"}`)
    await settled()
    for (let n = 0; n < 8; n++) connection.execute('query-block').catch(() => {})
    void connection.execute('query-yank')
    expect(links[0]?.sent.at(-1)).toBe('{"exec-oob":"query-yank","id":"s1-10"}\n')
  })

  it('C-07: shows that QEMU is busy, and that it answers again', async () => {
    const { connection, links, clock } = start()
    await greet(links[0], 1)
    void connection.execute('query-status')
    clock.advance(6000)
    expect(connection.state()).toMatchObject({ phase: 'ready', busy: { command: 'query-status' } })
    links[0]?.say('{"return": {}, "id": "s1-2"}')
    expect(connection.state()).toMatchObject({ phase: 'ready', busy: undefined })
  })

  it('ends for good when closed', async () => {
    const { connection, links, clock } = start()
    await greet(links[0], 1)
    connection.close()
    clock.advance(60_000)
    expect(connection.state().phase).toBe('ended')
    expect(links).toHaveLength(1)
  })
})
