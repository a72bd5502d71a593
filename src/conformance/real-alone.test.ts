import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realQemu } from './real-qemu.ts'
import { startVm } from './servers.ts'
import { openClient } from './session-client.ts'
import { dialSocket } from './socket-link.ts'

// What the simulated VM has no device, no second monitor and no host for.
const begin = async (args = '') => {
  const vm = await startVm(realQemu, Date.now, { args })
  return { vm, ...(await openClient(vm.dial())) }
}

describe('QEMU', () => {
  it('V-03: sends every monitor the same event, with the same time', async () => {
    const { vm, session, heard } = await begin('-qmp unix:FOLDER/second.sock,server=on,wait=off')
    const second = await openClient(dialSocket(vm.path('second.sock')))
    await session.execute('cont')
    const [here, there] = await Promise.all([heard('RESUME'), second.heard('RESUME')])
    expect(here.at).toBeGreaterThan(0)
    expect(there.text).toBe(here.text)
    second.session.close()
  })

  it('N-02: sends a monitor no events from before its negotiation', async () => {
    const { vm, session } = await begin('-qmp unix:FOLDER/second.sock,server=on,wait=off')
    await session.execute('cont')
    const second = await openClient(dialSocket(vm.path('second.sock')))
    expect(await second.session.execute('query-status')).toMatchObject({ status: 'running' })
    expect(second.events).toEqual([])
    second.session.close()
  })

  it('V-12: sends SHUTDOWN when it is terminated, before the connection ends', async () => {
    const { vm, wire, events, closed } = await begin()
    process.kill(vm.pid ?? Number.NaN, 'SIGTERM')
    await closed
    expect(wire.takeNews()).toEqual(['SHUTDOWN', 'gone'])
    expect(events[0]?.data).toEqual({ guest: false, reason: 'host-signal' })
  })

  it.each([
    ['an unknown one', 'nonsense', 'The command nonsense has not been found'],
    ['one that policy forbids', 'drive-backup', 'Deprecated command drive-backup disabled by policy'],
    [
      'one of the wrong time',
      'qmp_capabilities',
      'Capabilities negotiation is already complete, command ignored',
    ],
  ])(
    'E-04: uses CommandNotFound for three cases, distinguished by the message: %s',
    async (_what, command, words) => {
      const { session } = await begin('-compat deprecated-input=reject')
      await expect(session.execute(command as 'stop')).rejects.toMatchObject({
        class: 'CommandNotFound',
        message: words,
      })
    },
  )

  it('L-13: refuses commands that need a file descriptor where none can be passed', async () => {
    const { session } = await begin()
    for (const asked of [session.execute('getfd', { fdname: 'a' }), session.execute('add-fd')]) {
      await expect(asked).rejects.toMatchObject({ message: 'No file descriptor supplied via SCM_RIGHTS' })
    }
  })

  it('L-14: writes files on its own host', async () => {
    const { vm, session } = await begin()
    await session.execute('pmemsave', { val: 0, size: 4096, filename: vm.path('memory') })
    expect((await stat(vm.path('memory'))).size).toBe(4096)
    await session.execute('migrate', { uri: `exec:cat > ${vm.path('vm.mig')}` })
    while ((await session.execute('query-migrate')).status !== 'completed');
    expect((await readFile(join(vm.path('.'), 'vm.mig'))).subarray(0, 4).toString()).toBe('QEVM')
  })
})

describe('a device that is unplugged', () => {
  const slots = '-device pcie-root-port,id=rp0,chassis=1 -device qemu-xhci,id=xhci'

  it('L-08: is removed after the return, where the guest need not release it', async () => {
    const { session, wire, heard } = await begin(slots)
    await session.execute('device_add', { driver: 'usb-tablet', id: 'tablet', bus: 'xhci.0' })
    wire.takeNews()
    await session.execute('device_del', { id: 'tablet' })
    const { data } = await heard('DEVICE_DELETED')
    expect(data).toEqual({ device: 'tablet', path: '/machine/peripheral/tablet' })
    expect(wire.takeNews()).toEqual(['return', 'DEVICE_DELETED'])
  })

  it('L-08, V-13: stays until the guest releases it; a reset removes it, with two events', async () => {
    const { session, events, heard } = await begin(slots)
    await session.execute('blockdev-add', { driver: 'null-co', 'node-name': 'extra', size: 1 << 20 })
    await session.execute('device_add', { driver: 'virtio-blk-pci', id: 'vdx', bus: 'rp0', drive: 'extra' })
    await session.execute('device_del', { id: 'vdx' })
    await session.execute('query-status')
    expect(events.filter(({ name }) => name === 'DEVICE_DELETED')).toEqual([])
    await session.execute('system_reset')
    await heard('DEVICE_DELETED', ({ device }) => device === 'vdx')
    expect(events.filter(({ name }) => name === 'DEVICE_DELETED').map(({ data }) => data)).toEqual([
      { path: '/machine/peripheral/vdx/virtio-backend' },
      { device: 'vdx', path: '/machine/peripheral/vdx' },
    ])
    await session.execute('blockdev-del', { 'node-name': 'extra' })
  })

  it('L-08: is refused on a bus without hot-plug, and for an unknown ID', async () => {
    const { session } = await begin(slots)
    await expect(session.execute('device_del', { id: 'vda' })).rejects.toMatchObject({
      message: "Bus 'pcie.0' does not support hotplugging",
    })
    await expect(session.execute('device_del', { id: 'ghost' })).rejects.toMatchObject({
      class: 'DeviceNotFound',
    })
  })

  it('C-11: accepts any members in device_add, and names the one that the device lacks', async () => {
    const { session } = await begin(slots)
    const device = { driver: 'virtio-net-pci', id: 'extra', bus: 'rp0', nope: 1 }
    await expect(session.execute('device_add', device)).rejects.toMatchObject({
      message: expect.stringContaining("'virtio-net-pci.nope' not found"),
    })
  })
})
