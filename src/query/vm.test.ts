import { beforeAll, describe, expect, it } from 'vitest'
import type { Api } from '#api/api.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ScriptedLink } from '#link/scripted-link.ts'
import { createAppServices } from './app-services.ts'
import { readQuery } from './read-query.ts'
import { askedOf } from './vm-snapshot.ts'

const greeting = '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}}, "capabilities": []}}'
/** Long enough for code that is loaded already to be imported. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

// What puts the bridge's record into words comes with the first record.
beforeAll(() => import('./record-entries.ts'))

async function start(history?: Api['history'], now = 1000) {
  const links: ScriptedLink[] = []
  const clock = new ManualClock(now)
  const services = createAppServices({
    source: {
      list: () => Promise.resolve({ role: 'operator', vms: [] }),
      processOf: () => Promise.resolve(undefined),
      dial: () => () => {
        links.push(new ScriptedLink())
        return links.at(-1) as ScriptedLink
      },
      ...(history && { history }),
    },
    clock,
    idPrefix: () => `s${links.length}`,
    random: () => 0.5,
  })
  const vm = services.vm('vm')
  links[0]?.say(greeting, '{"return": {}, "id": "s1-1"}')
  await settled()
  links[0]?.say('{"return": [], "id": "s1-2"}')
  await settled()
  const lines = () =>
    Array.from({ length: services.log.next }, (_, seq) => services.log.at(seq)).map((entry) =>
      entry?.kind === 'command'
        ? `${entry.name} ${entry.outcome.state}`
        : entry?.kind === 'event'
          ? entry.name
          : entry?.words,
    )
  return { services, vm, clock, links, lines }
}

describe('a watched VM', () => {
  it('asks for the commands of QEMU as soon as it is ready, and knows its version from the greeting', async () => {
    const { services, links } = await start()
    expect(links[0]?.sent.at(-1)).toContain('query-commands')
    expect(services.client.getQueryData(['qmp', 'vm', 'query-version', null])).toEqual({
      qemu: { major: 10, minor: 0, micro: 0 },
      package: '',
    })
  })

  it('is made once', async () => {
    const { services, vm } = await start()
    expect(services.vm('vm')).toBe(vm)
  })

  it('logs commands and events in the order they happened', async () => {
    const { vm, links, lines } = await start()
    const stop = vm.act('stop')
    expect(lines()).toEqual(['Connected to QEMU.', 'stop asked'])
    links[0]?.say(
      '{"event": "STOP", "timestamp": {"seconds": 2, "microseconds": 0}}',
      '{"return": {}, "id": "s1-3"}',
    )
    await stop
    expect(lines()).toEqual(['Connected to QEMU.', 'stop done', 'STOP'])
  })

  it('C-01: asks for the state right behind a command, and is "asked" until QEMU has answered both', async () => {
    const { services, vm, links } = await start()
    void services.client.prefetchQuery(readQuery(vm, 'query-status', undefined))
    links[0]?.say('{"return": {"status": "running"}, "id": "s1-3"}')
    await settled()
    void vm.act('stop')
    expect(links[0]?.sent.slice(-2)).toEqual([
      expect.stringMatching('stop'),
      expect.stringMatching('query-status'),
    ])
    links[0]?.say('{"return": {}, "id": "s1-4"}')
    await settled()
    expect(vm.snapshot.getState().asked).toMatchObject({ command: 'stop' })
    links[0]?.say('{"return": {"status": "paused"}, "id": "s1-5"}')
    await settled()
    expect(vm.snapshot.getState().asked).toBeUndefined()
  })

  it('asks for no state behind a command that does not change it', async () => {
    const { services, vm, links } = await start()
    void services.client.prefetchQuery(readQuery(vm, 'query-status', undefined))
    links[0]?.say('{"return": {"status": "running"}, "id": "s1-3"}')
    await settled()
    void vm.act('balloon', { value: 1 })
    expect(links[0]?.sent.at(-1)).toContain('balloon')
  })

  it('I-10: takes a QEMU that refuses to list its commands for one that may have any', async () => {
    const { services, links } = await start()
    const { snapshot } = services.vm('other')
    links[1]?.say(greeting, '{"return": {}, "id": "s2-1"}')
    await settled()
    expect(snapshot.getState().commands).toBeUndefined()
    links[1]?.say('{"error": {"class": "CommandNotFound", "desc": "no"}, "id": "s2-2"}')
    await settled()
    expect(snapshot.getState().commands?.has('stop')).toBe(true)
  })

  it('V-11: waits for the guest after the power button, until SHUTDOWN', async () => {
    const { vm, links } = await start()
    void vm.act('system_powerdown')
    links[0]?.say('{"event": "POWERDOWN"}', '{"return": {}, "id": "s1-3"}')
    await settled()
    expect(askedOf(vm.snapshot.getState())).toMatchObject({ command: 'system_powerdown' })
    links[0]?.say('{"event": "SHUTDOWN", "data": {"guest": true, "reason": "guest-shutdown"}}')
    expect(askedOf(vm.snapshot.getState())).toBeUndefined()
    expect(vm.snapshot.getState()).toMatchObject({ shutdown: { reason: 'guest-shutdown' } })
  })

  const pressed = async () => ({
    epoch: 'e',
    first: 1,
    events: [{ seq: 1, event: { event: 'POWERDOWN', timestamp: { seconds: 1, microseconds: 0 } } }],
    gaps: [],
  })

  it('V-11: waits for the guest also where the button was pressed before the page was opened, but not for long', async () => {
    const { vm, links } = await start(pressed, 20_000)
    expect(askedOf(vm.snapshot.getState())).toEqual({ command: 'system_powerdown', at: 1000 })
    links[0]?.say('{"event": "RESET", "data": {"guest": true}}')
    expect(askedOf(vm.snapshot.getState())).toBeUndefined()
    const anHourLater = await start(pressed, 3_600_000)
    expect(askedOf(anHourLater.vm.snapshot.getState())).toBeUndefined()
  })

  it('a person who has stopped waiting is not asked to wait again', async () => {
    const { vm, services, links } = await start(pressed, 20_000)
    vm.forgetAsked()
    services.forgetVms()
    const again = services.vm('vm')
    links[1]?.say(greeting, '{"return": {}, "id": "s2-1"}')
    await settled()
    expect(again.snapshot.getState().link.phase).toBe('ready')
    expect(askedOf(again.snapshot.getState())).toBeUndefined()
  })

  it('V-12: knows when the link was lost, and what was left without an answer', async () => {
    const { vm, links, clock, lines } = await start()
    const balloon = vm.act('balloon', { value: 1 })
    clock.advance(500)
    links[0]?.end({ cause: 'gone', reason: '' })
    await expect(balloon).rejects.toMatchObject({ kind: 'interrupted' })
    expect(vm.snapshot.getState()).toMatchObject({
      lostAt: 1500,
      unanswered: ['balloon'],
      shutdown: undefined,
    })
    expect(lines()).toContain('balloon unknown')
  })

  it('logs a refusal in the words of QEMU', async () => {
    const { vm, links, services } = await start()
    const act = vm.act('system_wakeup')
    links[0]?.say('{"id": "s1-3", "error": {"class": "GenericError", "desc": "not suspended"}}')
    await expect(act).rejects.toMatchObject({ kind: 'refused' })
    expect(services.log.at(1)).toMatchObject({ outcome: { state: 'refused', words: 'not suspended' } })
  })

  it('knows why the link was lost, and what came of the tries since', async () => {
    const { vm, clock, links } = await start()
    links[0]?.end({ cause: 'gone', reason: 'QEMU closed the connection.' })
    expect(vm.snapshot.getState()).toMatchObject({
      lostAt: 1000,
      lostBy: { message: 'QEMU closed the connection.' },
    })
    clock.advance(600)
    links[1]?.end({ cause: 'unreachable', reason: 'Refused.' })
    await settled()
    expect(vm.snapshot.getState()).toMatchObject({
      lostBy: { message: 'QEMU closed the connection.' },
      failure: { message: 'Refused.' },
    })
  })

  it('N-02: takes nothing that it saw in one session for true in the next', async () => {
    const { vm, clock, links } = await start()
    links[0]?.say('{"event": "SHUTDOWN", "timestamp": {"seconds": 2, "microseconds": 0}}')
    links[0]?.end()
    expect(vm.snapshot.getState().shutdown).toEqual({})
    clock.advance(600)
    links[1]?.say(greeting, `{"return": {}, "id": "s2-1"}`)
    await settled()
    expect(vm.snapshot.getState()).toMatchObject({ shutdown: undefined, lostAt: undefined, recent: [] })
  })

  it('V-12: a guest that began again after its SHUTDOWN is not taken for one that is off', async () => {
    const { vm, links } = await start()
    links[0]?.say('{"event": "SHUTDOWN", "data": {"guest": true}}', '{"event": "RESET"}')
    expect(vm.snapshot.getState().shutdown).toBeUndefined()
  })

  it('C-08: counts as unanswered only what QEMU may have seen', async () => {
    const { vm, links, lines } = await start()
    const seen = vm.act('stop').catch(() => {})
    links[0]?.end()
    await seen
    await vm.act('cont').catch(() => {})
    expect(vm.snapshot.getState().unanswered).toEqual(['stop'])
    expect(lines()).toEqual(expect.arrayContaining(['stop unknown', 'cont not-sent']))
  })

  it('N-02: knows what the bridge has seen before, as far back as somebody has watched without a gap', async () => {
    const stop = { event: 'STOP', timestamp: { seconds: 0, microseconds: 500_000 } }
    const { vm, lines } = await start(async () => ({
      epoch: 'e',
      first: 1,
      events: [{ seq: 1, event: stop }],
      gaps: [],
    }))
    expect(lines()).toEqual(['STOP', 'Connected to QEMU.'])
    expect(vm.snapshot.getState().recent).toMatchObject([{ name: 'STOP', at: 500 }])
  })

  it('does not explain by what was before a time when nobody watched', async () => {
    const stop = { event: 'STOP', timestamp: { seconds: 0, microseconds: 500_000 } }
    const { vm, lines } = await start(async () => ({
      epoch: 'e',
      first: 1,
      events: [{ seq: 1, event: stop }],
      gaps: [{ after: 1, from: 600, to: 900 }],
    }))
    expect(lines()).toEqual(['STOP', expect.stringMatching(/^Not watched from/), 'Connected to QEMU.'])
    expect(vm.snapshot.getState().recent).toEqual([])
  })

  it('keeps what it has seen itself over a loss during which somebody else watched on', async () => {
    const { vm, clock, links } = await start(async () => ({ epoch: 'e', first: 1, events: [], gaps: [] }))
    links[0]?.say('{"event": "STOP", "timestamp": {"seconds": 1, "microseconds": 0}}')
    links[0]?.end({ cause: 'unavailable', reason: '' })
    clock.advance(600)
    links[1]?.say(greeting, `{"return": {}, "id": "s2-1"}`)
    await settled()
    expect(vm.snapshot.getState().recent).toMatchObject([{ name: 'STOP' }])
  })

  it('with a new token, tells nothing twice, and that the dashboard has begun a new record', async () => {
    const stop = { event: 'STOP', timestamp: { seconds: 0, microseconds: 500_000 } }
    let epoch = 'e'
    const { services, links, lines } = await start(async () => ({
      epoch,
      first: 1,
      events: epoch === 'e' ? [{ seq: 1, event: stop }] : [],
      gaps: [],
    }))
    const again = async () => {
      services.forgetVms()
      services.vm('vm')
      links.at(-1)?.say(greeting, `{"return": {}, "id": "s${links.length}-1"}`)
      await settled()
    }
    await again()
    expect(lines().filter((line) => line === 'STOP')).toHaveLength(1)
    epoch = 'f'
    await again()
    expect(lines()).toContainEqual(expect.stringMatching(/^The event record of this VM was restarted/))
  })

  it('says where it comes back without a link that the page was left', async () => {
    const { services, vm, clock, links } = await start()
    services.rest()
    clock.advance(60_000)
    services.wake()
    links[1]?.end({ cause: 'unavailable', reason: 'The dashboard does not answer.' })
    await settled()
    expect(vm.snapshot.getState()).toMatchObject({
      lostAt: 1000,
      lostBy: { message: 'This page was closed.' },
      failure: { message: 'The dashboard does not answer.' },
    })
  })

  it('asks what the bridge has seen also of a QEMU that is not there', async () => {
    const shutdown = { event: 'SHUTDOWN', timestamp: { seconds: 0, microseconds: 1 } }
    let asked = 0
    const { clock, links, services } = await start(async () => {
      asked++
      return { epoch: 'e', first: 1, events: [{ seq: 1, event: shutdown }], gaps: [] }
    })
    services.vm('gone')
    links[1]?.end({ cause: 'unreachable', reason: 'Refused.' })
    await settled()
    clock.advance(600)
    expect(asked).toBe(2)
    expect(services.log.at(0)).toMatchObject({ name: 'SHUTDOWN' })
  })
})
