import { expect, test } from 'vitest'
import { blockDeviceRows } from './block-devices.ts'
import type { SeenEvent } from './episode.ts'
import { reasonOf } from './reason.ts'
import { runStateOf } from './run-state.ts'

const disk = {
  device: '',
  qdev: '/machine/peripheral/vda/virtio-backend',
  inserted: { 'node-name': 'disk0', drv: 'qcow2', file: '/srv/vm/db-02.qcow2' },
}
const vda = [{ path: '/machine/peripheral/vda', type: 'virtio-blk-pci' }]
const healthy = blockDeviceRows([{ ...disk, 'io-status': 'ok' }], [], vda)

function reason(status: string, events: readonly SeenEvent[] = [], blockDevices = healthy) {
  return reasonOf(runStateOf({ running: false, status }), events, blockDevices)
}

function ioError(data: Record<string, unknown>): SeenEvent {
  return { name: 'BLOCK_IO_ERROR', at: 1000, data: { operation: 'write', action: 'stop', ...data } }
}

const noSpace = ioError({
  'qom-path': '/machine/peripheral/vda/virtio-backend',
  device: '',
  'node-name': 'disk0',
  nospace: true,
  reason: 'No space left on device',
})

test('a running VM and one in unknown state have no reason', () => {
  expect(reasonOf(runStateOf({ running: true, status: 'running' }), [], [])).toBeUndefined()
  expect(reasonOf(runStateOf(undefined), [], [])).toBeUndefined()
})

test("an io-error without space names device, image and the host's error", () => {
  const told = reason('io-error', [noSpace, { name: 'STOP', at: 1002 }])
  expect(told).toMatchObject({
    title: 'QEMU paused this VM: no space left on the host for vda',
    short: 'no space for vda',
    said: noSpace,
    since: 1000,
    actions: ['Resume'],
  })
  expect(told?.facts).toEqual([
    { label: 'Device', value: 'vda, virtio-blk-pci' },
    { label: 'Node', value: 'disk0' },
    { label: 'Image', value: '/srv/vm/db-02.qcow2' },
    { label: 'Operation', value: 'write' },
    { label: 'Host error', value: 'No space left on device' },
  ])
  expect(told?.waysOut[0]).toBe('Free space on the file system that holds the image.')
})

test.each([
  ['qom-path', { 'qom-path': '/machine/peripheral/vda/virtio-backend' }],
  ['node-name', { device: '', 'node-name': 'disk0' }],
])('io-error finds its device by %s', (_, data) => {
  expect(reason('io-error', [ioError(data)])?.short).toBe('write on vda failed')
})

test('an io-error of QEMU 0.13 names the backend', () => {
  const old = blockDeviceRows([{ device: 'ide0-hd0', type: 'hd', inserted: { file: 'a.img' } }])
  expect(reason('io-error', [ioError({ device: 'ide0-hd0' })], old)?.short).toBe('write on ide0-hd0 failed')
})

test('an io-error of a removed device uses the name in the event', () => {
  expect(reason('io-error', [ioError({ device: 'gone', operation: 'read' })])?.title).toBe(
    'QEMU paused this VM: a read on gone failed',
  )
})

test('V-05: io-error without an event uses io-status, and says that the event is missing', () => {
  const failed = blockDeviceRows([{ ...disk, 'io-status': 'nospace' }], [], vda)
  const told = reason('io-error', [{ name: 'STOP', at: 7 }], failed)
  expect(told).toMatchObject({ short: 'no space for vda', since: 7, said: undefined })
  expect(told?.facts.map(({ label }) => label)).toContain('Event')
  expect(reason('io-error', [], [])?.title).toBe('QEMU paused this VM: a block device failed')
})

test('an error that was only reported to the guest is not the cause', () => {
  expect(reason('io-error', [ioError({ device: 'x', action: 'report' })])?.said).toBeUndefined()
})

test('a resume that failed at once is listed', () => {
  const again = { ...noSpace, at: 5060 }
  const events = [
    noSpace,
    { name: 'STOP', at: 1002 },
    { name: 'RESUME', at: 5000 },
    again,
    { name: 'STOP', at: 5062 },
  ]
  expect(reason('io-error', events)).toMatchObject({ since: 1000, tried: { at: 5000, failedAfter: 62 } })
})

test('a Windows bug check is shown in hexadecimal', () => {
  const info = { type: 'hyper-v', arg1: 0x1e, arg2: 2n ** 64n - 1n, arg3: 0, arg4: 0, arg5: 0 }
  const told = reason('guest-panicked', [{ name: 'GUEST_PANICKED', at: 1, data: { action: 'pause', info } }])
  expect(told?.facts).toEqual([
    { label: 'Reported by', value: 'hyper-v' },
    { label: 'Bug check', value: '0x1e' },
    { label: 'Parameters', value: '0xffffffffffffffff 0x0 0x0 0x0' },
  ])
  expect(told?.actions).toEqual(['Reset', 'Resume'])
})

test('a panic by pvpanic comes without details', () => {
  const event = { name: 'GUEST_PANICKED', at: 1, data: { action: 'pause' } }
  expect(reason('guest-panicked', [event])).toMatchObject({ facts: [], said: event })
})

test.each([
  ['guest-shutdown', 'by the guest'],
  ['host-qmp-system-reset', 'system_reset, -no-reboot'],
  ['by-magic', 'by-magic'],
])('a shutdown for the reason %s is: %s', (why, short) => {
  const event = { name: 'SHUTDOWN', at: 1, data: { guest: true, reason: why } }
  expect(reason('shutdown', [event, { name: 'STOP', at: 2 }])).toMatchObject({ short, since: 1 })
})

test('V-10: a shutdown of an old QEMU names guest or host, or nothing', () => {
  const off = (data?: Record<string, unknown>) =>
    reason('shutdown', [{ name: 'SHUTDOWN', at: 1, data }])?.short
  expect(off({ guest: true })).toBe('by the guest')
  expect(off({ guest: false })).toBe('from the host')
  expect(off()).toBe('')
})

test('L-03: the first remedy for an internal error is a reset', () => {
  expect(reason('internal-error')?.actions).toEqual(['Reset', 'Quit QEMU'])
})

test('postmigrate offers to quit before it offers to resume', () => {
  const event = { name: 'MIGRATION', at: 3, data: { status: 'completed' } }
  expect(reason('postmigrate', [event])).toMatchObject({ since: 3, actions: ['Quit QEMU', 'Resume'] })
})

test('a paused VM has its start time, and can be resumed', () => {
  expect(reason('paused', [{ name: 'STOP', at: 9 }])).toMatchObject({
    since: 9,
    actions: ['Resume'],
    short: '',
  })
  expect(reason('save-vm')?.actions).toEqual([])
})
