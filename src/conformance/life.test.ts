import { describe, expect, it } from 'vitest'
import { sessionCases, startVm } from './servers.ts'
import { openClient } from './session-client.ts'

describe.each(sessionCases)('the life of a VM at %s', (_, server) => {
  const begin = async () => openClient((await startVm(server, Date.now)).dial())

  it('L-01: a VM that was started with -S waits in state prelaunch', async () => {
    const { session } = await begin()
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false })
  })

  it('L-03, C-05: cont gives RESUME, then its return; a second one gives no event', async () => {
    const { session, wire } = await begin()
    await session.execute('cont')
    expect(wire.takeNews()).toEqual(['RESUME', 'return'])
    expect(await session.execute('query-status')).toMatchObject({ status: 'running', running: true })
    await session.execute('cont')
    await session.execute('query-status')
    expect(wire.takeNews()).toEqual(['return', 'return', 'return'])
  })

  it('L-02, C-05: stop gives STOP, then its return; a second one gives no event', async () => {
    const { session, wire } = await begin()
    await session.execute('cont')
    wire.takeNews()
    await session.execute('stop')
    expect(wire.takeNews()).toEqual(['STOP', 'return'])
    expect(await session.execute('query-status')).toMatchObject({ status: 'paused', running: false })
    await session.execute('stop')
    expect(await session.execute('query-status')).toMatchObject({ status: 'paused', running: false })
    expect(wire.takeNews()).toEqual(['return', 'return', 'return'])
  })

  it('L-02: stop before the first cont changes nothing', async () => {
    const { session, wire } = await begin()
    await session.execute('stop')
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false })
    expect(wire.takeNews()).toEqual(['return', 'return'])
  })

  it('V-10, C-05: system_reset gives RESET, which says who asked for it, then its return', async () => {
    const { session, wire, events } = await begin()
    await session.execute('cont')
    wire.takeNews()
    await session.execute('system_reset')
    expect(wire.takeNews()).toEqual(['RESET', 'return'])
    expect(events.at(-1)?.data).toEqual({ guest: false, reason: 'host-qmp-system-reset' })
    expect(await session.execute('query-status')).toMatchObject({ status: 'running', running: true })
  })

  it('V-10: system_reset of a paused VM leaves it waiting in state prelaunch', async () => {
    const { session } = await begin()
    await session.execute('cont')
    await session.execute('stop')
    await session.execute('system_reset')
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false })
  })

  it('V-11: system_powerdown gives POWERDOWN, then its return, and the VM runs on', async () => {
    const { session, wire, events } = await begin()
    await session.execute('cont')
    wire.takeNews()
    await session.execute('system_powerdown')
    expect(wire.takeNews()).toEqual(['POWERDOWN', 'return'])
    expect(events.at(-1)?.data).toEqual({})
    expect(await session.execute('query-status')).toMatchObject({ status: 'running', running: true })
  })

  it('system_wakeup of a VM that is not suspended is refused', async () => {
    const { session } = await begin()
    await session.execute('cont')
    await expect(session.execute('system_wakeup')).rejects.toMatchObject({
      class: 'GenericError',
      message: 'Unable to wake up: guest is not in suspended state',
    })
  })

  it('L-10, V-12: quit gives SHUTDOWN, its return, and the end of the connection', async () => {
    const { session, wire, events, closed } = await begin()
    await session.execute('quit')
    expect(await closed).toMatchObject({ kind: 'unreachable', end: { cause: 'gone' } })
    expect(wire.takeNews()).toEqual(['SHUTDOWN', 'return', 'gone'])
    expect(events.map(({ name, data }) => [name, data])).toEqual([
      ['SHUTDOWN', { guest: false, reason: 'host-qmp-quit' }],
    ])
  })

  it('L-12: quit by the human monitor gives SHUTDOWN, an empty return, and the end, too', async () => {
    const { session, wire, closed } = await begin()
    expect(await session.execute('human-monitor-command', { 'command-line': 'quit' })).toBe('')
    await closed
    expect(wire.takeNews()).toEqual(['SHUTDOWN', 'return', 'gone'])
  })

  it('V-02: events carry the time of the host, and do not go back in time', async () => {
    const { session, events } = await begin()
    const before = Date.now()
    for (const command of ['cont', 'stop', 'cont', 'stop'] as const) await session.execute(command)
    const times = events.map(({ at }) => at ?? 0)
    expect(times).toHaveLength(4)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(before - 1)
    expect(times[3]).toBeLessThanOrEqual(Date.now() + 1)
  })
})
