import { describe, expect, test } from 'vitest'
import type { EventName } from '#qapi/types.ts'
import { blockDeviceRows } from './block-devices.ts'
import { faultsOf } from './faults.ts'

let at = 0
const event = (name: string, data: Record<string, unknown> = {}, time = ++at) => ({ name, data, at: time })

/** Every event: data with which it tells of trouble that did not stop the VM, or `undefined` where it never does. */
const decided: Readonly<Record<EventName, Record<string, unknown> | undefined>> = {
  BLOCK_IO_ERROR: { device: 'd0', operation: 'write', action: 'report', reason: 'Input/output error' },
  BLOCK_IMAGE_CORRUPTED: { device: 'd0', msg: 'bad refcount', fatal: true },
  BLOCK_JOB_ERROR: { device: 'job0', operation: 'write', action: 'report' },
  BLOCK_JOB_COMPLETED: {
    type: 'backup',
    device: 'job0',
    len: 1,
    offset: 0,
    speed: 0,
    error: 'No space left',
  },
  QUORUM_FAILURE: { reference: 'q0', 'sector-num': 0, 'sectors-count': 8 },
  QUORUM_REPORT_BAD: { type: 'read', 'node-name': 'copy1', 'sector-num': 0, 'sectors-count': 8 },
  MEM_UNPLUG_ERROR: { device: 'dimm1', msg: 'refused' },
  DEVICE_UNPLUG_GUEST_ERROR: { device: 'dimm1', path: '/machine/peripheral/dimm1' },
  MEMORY_FAILURE: { recipient: 'guest', action: 'inject', flags: {} },
  GUEST_CRASHLOADED: { action: 'run' },
  GUEST_PANICKED: { action: 'run' },
  WATCHDOG: { action: 'none' },
  RESET: { guest: true, reason: 'guest-panic' },
  MIGRATION: { status: 'failed' },
  VFIO_MIGRATION: { 'device-id': 'gpu0', 'qom-path': '/x', 'device-state': 'error' },
  COLO_EXIT: { mode: 'primary', reason: 'error' },
  DUMP_COMPLETED: { result: { status: 'failed' } },
  PR_MANAGER_STATUS_CHANGED: { id: 'pr0', connected: false },
  NETDEV_STREAM_DISCONNECTED: { 'netdev-id': 'net0' },
  NETDEV_VHOST_USER_DISCONNECTED: { 'netdev-id': 'net0' },
  // The run state, or a state that is asked for, tells.
  SHUTDOWN: undefined,
  POWERDOWN: undefined,
  STOP: undefined,
  RESUME: undefined,
  SUSPEND: undefined,
  SUSPEND_DISK: undefined,
  WAKEUP: undefined,
  DEBUG: undefined,
  GUEST_PVSHUTDOWN: undefined,
  MIGRATION_PASS: undefined,
  JOB_STATUS_CHANGE: undefined,
  // Somebody asked for it, or it is good news.
  BLOCK_JOB_CANCELLED: undefined,
  BLOCK_JOB_READY: undefined,
  BLOCK_JOB_PENDING: undefined,
  BLOCK_EXPORT_DELETED: undefined,
  DEVICE_DELETED: undefined,
  DEVICE_TRAY_MOVED: undefined,
  NETDEV_STREAM_CONNECTED: undefined,
  NETDEV_VHOST_USER_CONNECTED: undefined,
  FAILOVER_NEGOTIATED: undefined,
  UNPLUG_PRIMARY: undefined,
  SPICE_MIGRATE_COMPLETED: undefined,
  // A warning that comes before any harm; a client that left; everyday matters.
  BLOCK_WRITE_THRESHOLD: undefined,
  VFU_CLIENT_HANGUP: undefined,
  ACPI_DEVICE_OST: undefined,
  BALLOON_CHANGE: undefined,
  HV_BALLOON_STATUS_REPORT: undefined,
  MEMORY_DEVICE_SIZE_CHANGE: undefined,
  NIC_RX_FILTER_CHANGED: undefined,
  RDMA_GID_STATUS_CHANGED: undefined,
  VNC_CONNECTED: undefined,
  VNC_INITIALIZED: undefined,
  VNC_DISCONNECTED: undefined,
  SPICE_CONNECTED: undefined,
  SPICE_INITIALIZED: undefined,
  SPICE_DISCONNECTED: undefined,
  VSERPORT_CHANGE: undefined,
  RTC_CHANGE: undefined,
  CPU_POLARIZATION_CHANGE: undefined,
  SCLP_CPI_INFO_AVAILABLE: undefined,
  COMMAND_DROPPED: undefined,
}

test.each(Object.entries(decided))('%s tells of trouble, or never does', (name, data) => {
  const faults = faultsOf([event(name, data)])
  expect(faults).toHaveLength(data ? 1 : 0)
  for (const { sentence, short } of faults) {
    expect(sentence).toMatch(/^[A-Z].*\.$/s)
    expect(short).not.toBe('')
  }
})

describe('faults that do not stop a VM', () => {
  const write = {
    device: 'd0',
    operation: 'write',
    action: 'report',
    nospace: true,
    reason: 'No space left on device',
  }

  test('the same trouble with the same disk is one, with how often it came and when', () => {
    const faults = faultsOf([
      event('BLOCK_IO_ERROR', write, 10),
      event('BLOCK_IO_ERROR', { ...write, operation: 'read' }, 11),
      event('BLOCK_IO_ERROR', write, 20),
    ])
    expect(faults).toMatchObject([
      { short: 'read errors on d0', from: 11, to: 11, times: 1 },
      { short: 'write errors on d0', from: 10, to: 20, times: 2 },
    ])
    expect(faults[1]?.sentence).toContain('no space left on device')
  })

  test('an error that stopped the VM is none: QEMU repeats the operation when it is resumed', () => {
    expect(faultsOf([event('BLOCK_IO_ERROR', { ...write, action: 'stop' })])).toEqual([])
    expect(
      faultsOf([event('GUEST_PANICKED', { action: 'pause' }), event('WATCHDOG', { action: 'pause' })]),
    ).toEqual([])
  })

  test('a disk goes by the name that its row has, whichever name the event used', () => {
    const rows = blockDeviceRows([
      {
        device: '',
        qdev: '/machine/peripheral/vda/virtio-backend',
        inserted: { 'node-name': 'd0', file: '/a', drv: 'raw' },
      },
    ])
    for (const data of [
      { ...write, device: '', 'node-name': 'd0' },
      { ...write, device: '', 'qom-path': '/machine/peripheral/vda/virtio-backend' },
    ]) {
      const [fault] = faultsOf([event('BLOCK_IO_ERROR', data)], rows)
      expect(fault?.short).toBe('write errors on vda')
      expect(fault?.device).toBe('/machine/peripheral/vda/virtio-backend')
    }
  })

  test.each<[string, string, Record<string, unknown>, string, Record<string, unknown>]>([
    [
      'a job that completes',
      'BLOCK_JOB_ERROR',
      { device: 'j', action: 'stop' },
      'BLOCK_JOB_COMPLETED',
      { device: 'j' },
    ],
    [
      'a network that is back',
      'NETDEV_STREAM_DISCONNECTED',
      { 'netdev-id': 'n' },
      'NETDEV_STREAM_CONNECTED',
      { 'netdev-id': 'n' },
    ],
    ['a device that went', 'DEVICE_UNPLUG_GUEST_ERROR', { device: 'x' }, 'DEVICE_DELETED', { device: 'x' }],
    ['a migration that works', 'MIGRATION', { status: 'failed' }, 'MIGRATION', { status: 'active' }],
    [
      'a helper that is back',
      'PR_MANAGER_STATUS_CHANGED',
      { id: 'p', connected: false },
      'PR_MANAGER_STATUS_CHANGED',
      { id: 'p', connected: true },
    ],
  ])('%s is well again', (_, bad, badData, good, goodData) => {
    expect(faultsOf([event(bad, badData), event(good, goodData)])).toEqual([])
    expect(faultsOf([event(good, goodData), event(bad, badData)])).toHaveLength(1)
  })

  test('what a job skipped is missing in its copy, though the job completes', () => {
    const skipped = event('BLOCK_JOB_ERROR', { device: 'j', operation: 'read', action: 'ignore' })
    expect(faultsOf([skipped, event('BLOCK_JOB_COMPLETED', { device: 'j' })])).toHaveLength(1)
  })

  test('a reset mends no data', () => {
    expect(faultsOf([event('BLOCK_IO_ERROR', write), event('RESET', { guest: false })])).toHaveLength(1)
  })

  test('a guest that reboots again and again is in a loop; one that reboots now and then is not', () => {
    const reboots = (times: number, every: number) =>
      faultsOf([{ ...event('RESET', { guest: true }, times * every), since: every, times }])
    expect(reboots(31, 500)).toMatchObject([{ sentence: 'The guest rebooted 31 times within 15 s.' }])
    expect(reboots(31, 50_000)).toEqual([])
    expect(reboots(3, 500)).toEqual([])
  })

  test('data of any kind is survived', () => {
    for (const name of Object.keys(decided))
      expect(() => faultsOf([event(name, { device: {}, result: null })])).not.toThrow()
  })
})
