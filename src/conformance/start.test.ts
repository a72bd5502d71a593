import { describe, expect, it } from 'vitest'
import { sessionCases, startVm } from './servers.ts'
import { openClient } from './session-client.ts'
import type { VmOptions } from './vm.ts'

describe.each(sessionCases)('how a VM was started at %s', (_, server) => {
  const begin = async (options: VmOptions) => {
    const vm = await startVm(server, Date.now, options)
    return { vm, ...(await openClient(vm.dial())) }
  }

  it('L-04, E-05: before the machine is initialized, most commands are refused', async () => {
    const { session, wire } = await begin({ kind: 'preconfig' })
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch', running: false })
    for (const command of ['query-pci', 'cont', 'system_reset'] as const) {
      await expect(session.execute(command)).rejects.toMatchObject({
        class: 'GenericError',
        message: `The command '${command}' is permitted only after machine initialization has completed`,
      })
    }
    await expect(session.execute('nonsense' as 'stop')).rejects.toMatchObject({ class: 'CommandNotFound' })
    await session.execute('x-exit-preconfig')
    expect(await session.execute('query-pci')).not.toEqual([])
    wire.takeNews()
    await session.execute('cont')
    expect(wire.takeNews()).toEqual(['RESUME', 'return'])
    await expect(session.execute('x-exit-preconfig')).rejects.toMatchObject({
      message: 'The command is permitted only before machine initialization',
    })
  })

  it('L-02, L-03: with -incoming defer it waits, and neither cont nor stop changes the state', async () => {
    const { session, wire } = await begin({ kind: 'incoming' })
    for (const command of ['cont', 'stop'] as const) {
      await session.execute(command)
      expect(wire.takeNews()).toEqual(['return'])
      expect(await session.execute('query-status')).toMatchObject({ status: 'inmigrate', running: false })
      wire.takeNews()
    }
  })

  it('V-11: with -no-reboot -no-shutdown a reset gives SHUTDOWN and STOP, and QEMU stays', async () => {
    const { session, wire, events } = await begin({ kind: 'no-reboot' })
    await session.execute('cont')
    wire.takeNews()
    await session.execute('system_reset')
    expect(wire.takeNews()).toEqual(['SHUTDOWN', 'STOP', 'return'])
    expect(events.find(({ name }) => name === 'SHUTDOWN')?.data).toEqual({
      guest: false,
      reason: 'host-qmp-system-reset',
    })
    expect(await session.execute('query-status')).toMatchObject({ status: 'shutdown', running: false })
    await expect(session.execute('cont')).rejects.toMatchObject({
      message: 'Resetting the Virtual Machine is required',
    })
  })

  it('V-12: after a crash the connection ends without an event', async () => {
    const { vm, session, wire, events, closed } = await begin({})
    await session.execute('cont')
    wire.takeNews()
    vm.crash()
    expect(await closed).toMatchObject({ kind: 'unreachable', end: { cause: 'gone' } })
    expect(wire.takeNews()).toEqual(['gone'])
    expect(events.map(({ name }) => name)).toEqual(['RESUME'])
  })

  it('C-07, O-03, O-07: while something blocks it, only what goes out of band is answered', async () => {
    const { vm, session, wire } = await begin({ kind: 'stuck' })
    const blocked = session.execute(vm.block.command as 'qom-set', vm.block.arguments as never)
    const after = session.execute('query-name')
    const outcomes = Promise.allSettled([blocked, after])
    expect(await session.execute('query-yank')).toEqual(expect.any(Array))
    await session.execute('yank', { instances: [] })
    const stranger = { instances: [{ type: 'block-node', 'node-name': 'ghost' } as const] }
    await expect(session.execute('yank', stranger)).rejects.toMatchObject({ class: 'DeviceNotFound' })
    expect(wire.takeNews()).toEqual(['return', 'return', 'error'])
    vm.crash()
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
