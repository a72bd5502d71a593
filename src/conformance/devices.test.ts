import { describe, expect, it } from 'vitest'
import type { Session } from '#qmp/session.ts'
import { sessionCases, startVm } from './servers.ts'
import { openClient } from './session-client.ts'

const cd = { id: 'cd0' }

describe.each(sessionCases)('the CD drive of a VM at %s', (_, server) => {
  const begin = async () => {
    const vm = await startVm(server, Date.now)
    return { vm, ...(await openClient(vm.dial())) }
  }

  it('C-05: opening and closing the tray send an event before the return, and only when it moves', async () => {
    const { session, wire, events } = await begin()
    await session.execute('blockdev-open-tray', cd)
    expect(wire.takeNews()).toEqual(['DEVICE_TRAY_MOVED', 'return'])
    expect(events.at(-1)?.data).toEqual({ device: '', id: 'cd0', 'tray-open': true })
    expect(await drive(session)).toMatchObject({ tray_open: true })
    await session.execute('blockdev-open-tray', cd)
    expect(wire.takeNews()).toEqual(['return', 'return'])
    await session.execute('blockdev-close-tray', cd)
    expect(wire.takeNews()).toEqual(['DEVICE_TRAY_MOVED', 'return'])
    expect(events.at(-1)?.data).toEqual({ device: '', id: 'cd0', 'tray-open': false })
    expect(await drive(session)).toMatchObject({ tray_open: false })
  })

  it('blockdev-change-medium opens the tray, puts the medium in, and closes it', async () => {
    const { vm, session, wire } = await begin()
    await session.execute('blockdev-change-medium', { ...cd, filename: vm.image, format: 'raw' })
    expect(wire.takeNews()).toEqual(['DEVICE_TRAY_MOVED', 'DEVICE_TRAY_MOVED', 'return'])
    expect(await drive(session)).toMatchObject({
      tray_open: false,
      inserted: { file: vm.image, drv: 'raw', ro: true },
    })
  })

  it('eject opens the tray and takes the medium out; a second one only returns', async () => {
    const { vm, session, wire } = await begin()
    await session.execute('blockdev-change-medium', { ...cd, filename: vm.image, format: 'raw' })
    wire.takeNews()
    await session.execute('eject', cd)
    expect(wire.takeNews()).toEqual(['DEVICE_TRAY_MOVED', 'return'])
    const { inserted, tray_open } = await drive(session)
    expect({ inserted, tray_open }).toEqual({ inserted: undefined, tray_open: true })
    wire.takeNews()
    await session.execute('eject', cd)
    expect(wire.takeNews()).toEqual(['return'])
  })

  it('a node goes into an open tray, is busy there, and comes out again', async () => {
    const { vm, session } = await begin()
    const node = { 'node-name': 'iso' }
    await session.execute('blockdev-add', { driver: 'file', ...node, filename: vm.image, 'read-only': true })
    await expect(session.execute('blockdev-insert-medium', { ...cd, ...node })).rejects.toMatchObject({
      class: 'GenericError',
    })
    await session.execute('blockdev-open-tray', cd)
    await session.execute('blockdev-insert-medium', { ...cd, ...node })
    expect(await drive(session)).toMatchObject({ inserted: { 'node-name': 'iso' } })
    await expect(session.execute('blockdev-del', node)).rejects.toMatchObject({
      message: 'Node iso is in use',
    })
    await session.execute('blockdev-remove-medium', cd)
    await session.execute('blockdev-del', node)
    expect((await drive(session)).inserted).toBeUndefined()
  })

  it.each([
    ['a file that is not there', { ...cd, filename: '/nowhere.txt' }],
    ['a format that the file has not', { ...cd, format: 'qcow2' as const }],
  ])('%s is refused, and the tray does not move', async (_case, args) => {
    const { vm, session, wire } = await begin()
    const change = session.execute('blockdev-change-medium', { filename: vm.image, ...args })
    await expect(change).rejects.toMatchObject({ class: 'GenericError' })
    expect(wire.takeNews()).toEqual(['error'])
    expect((await drive(session)).inserted).toBeUndefined()
  })
})

describe.each(sessionCases)('devices of a VM at %s', (_, server) => {
  const begin = async () => openClient((await startVm(server, Date.now)).dial())

  it('balloon returns at once, and query-balloon reports the size', async () => {
    const { session, wire } = await begin()
    await session.execute('balloon', { value: 256 * 1024 * 1024 })
    expect(wire.takeNews()).toEqual(['return'])
    // No guest runs, so none has given anything away.
    expect(await session.execute('query-balloon')).toEqual({ actual: 512 * 1024 * 1024 })
  })

  it('1.8: what the guest does not report is 2^64-1, with all its digits', async () => {
    const { session } = await begin()
    const path = '/machine/peripheral/balloon0'
    const answer = await session.execute('qom-get', { path, property: 'guest-stats' })
    expect(answer).toMatchObject({ stats: { 'stat-free-memory': 18446744073709551615n }, 'last-update': 0 })
  })

  it('qom-set changes what qom-get gives', async () => {
    const { session } = await begin()
    const property = { path: '/machine/peripheral/balloon0', property: 'guest-stats-polling-interval' }
    expect(await session.execute('qom-get', property)).toBe(0)
    await session.execute('qom-set', { ...property, value: 5 })
    expect(await session.execute('qom-get', property)).toBe(5)
  })

  it('C-04: a return may be any value: text, an empty text, false', async () => {
    const { session } = await begin()
    const hmp = (line: string) => session.execute('human-monitor-command', { 'command-line': line })
    expect(await hmp('info status')).toBe('VM status: paused (prelaunch)\r\n')
    expect(await hmp('stop')).toBe('')
    const path = '/machine/peripheral/balloon0'
    expect(await session.execute('qom-get', { path, property: 'hotplugged' })).toBe(false)
    expect(await session.execute('qom-get', { path, property: 'type' })).toBe('virtio-balloon-pci')
  })

  it('E-07: a refusal of the human monitor is text in a return', async () => {
    const { session } = await begin()
    const hmp = (line: string) => session.execute('human-monitor-command', { 'command-line': line })
    expect(await hmp('nosuch')).toBe("unknown command: 'nosuch'\r\n")
    expect(await hmp('eject nope')).toBe("Error: Device 'nope' not found\r\n")
  })
})

async function drive(session: Session) {
  const found = (await session.execute('query-block')).find(({ qdev }) => qdev === 'cd0')
  if (!found) throw new Error('query-block lists no cd0')
  return found
}
