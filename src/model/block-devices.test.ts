import { expect, test } from 'vitest'
import { blockDeviceRows, inReadingOrder } from './block-devices.ts'
import { childrenOf } from './qom.ts'

// As QEMU 10.0 answers for -blockdev …,node-name=disk0 -device virtio-blk-pci,id=vda -device ide-cd,id=cd0.
const modern = [
  {
    device: '',
    inserted: {
      backing_file_depth: 0,
      bps: 0,
      iops: 0,
      drv: 'qcow2',
      encrypted: false,
      file: '/var/lib/vm/disk.qcow2',
      image: {
        'actual-size': 200704,
        filename: '/var/lib/vm/disk.qcow2',
        format: 'qcow2',
        'virtual-size': 268435456,
      },
      'node-name': 'disk0',
      ro: false,
    },
    'io-status': 'ok',
    locked: false,
    qdev: '/machine/peripheral/vda/virtio-backend',
    removable: false,
    type: 'unknown',
  },
  {
    device: '',
    'io-status': 'ok',
    locked: false,
    qdev: 'cd0',
    removable: true,
    tray_open: false,
    type: 'unknown',
  },
]

const peripheral = childrenOf('/machine/peripheral', [
  { name: 'type', type: 'string' },
  { name: 'vda', type: 'child<virtio-blk-pci>' },
  { name: 'cd0', type: 'child<ide-cd>' },
])

test('a disk with a device ID is named by it', () => {
  const [disk] = blockDeviceRows(modern, [], peripheral)
  expect(disk).toMatchObject({
    name: 'vda',
    model: 'virtio-blk-pci',
    kind: 'disk',
    attached: true,
    removable: false,
    tray: undefined,
    ioStatus: 'ok',
    address: { id: '/machine/peripheral/vda/virtio-backend' },
    medium: {
      name: 'disk.qcow2',
      path: '/var/lib/vm/disk.qcow2',
      format: 'qcow2',
      node: 'disk0',
      virtualSize: 268435456,
      actualSize: 200704,
      readOnly: false,
      encrypted: false,
      backingDepth: 0,
    },
  })
})

test('an empty drive has a tray and no medium', () => {
  const [, drive] = blockDeviceRows(modern, [], peripheral)
  expect(drive).toMatchObject({
    name: 'cd0',
    model: 'ide-cd',
    kind: 'cdrom',
    tray: 'closed',
    medium: undefined,
  })
  expect(drive?.address).toEqual({ id: 'cd0' })
})

test('without QOM, a tray means a CD-ROM', () => {
  expect(blockDeviceRows(modern).map(({ kind, model }) => [kind, model])).toEqual([
    ['disk', undefined],
    ['cdrom', undefined],
  ])
})

test('devices of the machine are named by their backend, else by node or path', () => {
  const rows = blockDeviceRows([
    { device: 'ide1-cd0', qdev: '/machine/unattached/device[22]', removable: true, tray_open: true },
    { device: 'floppy0', qdev: '/machine/unattached/device[15]', removable: true },
    {
      device: '',
      qdev: '/machine/peripheral-anon/device[3]/virtio-backend',
      inserted: { 'node-name': 'lk' },
    },
    { device: '', qdev: '/machine/peripheral-anon/device[2]', removable: true },
    { device: 'sd0', removable: true },
  ])
  expect(rows.map(({ name, kind, attached }) => [name, kind, attached])).toEqual([
    ['ide1-cd0', 'cdrom', true],
    ['floppy0', 'floppy', true],
    ['lk', 'disk', true],
    ['device[2]', 'unknown', true],
    ['sd0', 'unknown', false],
  ])
})

test('QEMU 0.12 has neither qdev nor sizes, but knows the kind', () => {
  const inserted = { file: '/vm/a.img', ro: true, drv: 'raw', encrypted: true }
  const [row] = blockDeviceRows([
    { device: 'ide0-hd0', type: 'hd', removable: false, locked: false, inserted },
  ])
  expect(row).toMatchObject({
    name: 'ide0-hd0',
    kind: 'disk',
    attached: undefined,
    ioStatus: undefined,
    failed: undefined,
    address: { device: 'ide0-hd0' },
    medium: { name: 'a.img', readOnly: true, encrypted: true, virtualSize: undefined },
  })
})

test('counters are found by qdev, by device and by node, and failures added up', () => {
  const stats = [
    { device: '', qdev: 'b', stats: { rd_bytes: 2, failed_rd_operations: 1, failed_wr_operations: 2 } },
    { device: 'a', stats: { rd_bytes: 1 } },
    { device: '', 'node-name': 'n', stats: { rd_bytes: 3, failed_flush_operations: 0 } },
  ]
  const rows = blockDeviceRows(
    [{ device: 'a' }, { device: '', qdev: 'b' }, { device: '', inserted: { 'node-name': 'n' } }],
    stats,
  )
  expect(rows.map(({ counters, failed }) => [counters?.rd_bytes, failed])).toEqual([
    [1, undefined],
    [2, 3],
    [3, 0],
  ])
})

test('a backing image of an old QEMU is seen', () => {
  const inserted = { file: 'top.qcow2', backing_file: 'base.qcow2', backing_file_depth: 2 }
  expect(blockDeviceRows([{ device: 'a', inserted }])[0]?.medium).toMatchObject({
    backing: [{ name: 'base.qcow2' }],
    backingDepth: 2,
  })
})

test.each([
  ['pflash0', '/machine/system.flash0'],
  ['', '/machine/virt.flash1'],
])('flash memory (%j at %s) is firmware, no disk', (device, qdev) => {
  expect(blockDeviceRows([{ device, qdev, removable: false }])[0]?.kind).toBe('firmware')
})

test('a removable USB stick is a disk without a tray, though QEMU gives it one', () => {
  const stick = {
    device: 'u0',
    qdev: '/machine/peripheral-anon/device[1]/scsi.0/legacy[0]',
    removable: true,
    tray_open: false,
  }
  const anonymous = childrenOf('/machine/peripheral-anon', [
    { name: 'device[1]', type: 'child<usb-storage>' },
  ])
  expect(blockDeviceRows([stick], [], anonymous)[0]).toMatchObject({
    kind: 'disk',
    model: 'usb-storage',
    tray: undefined,
  })
})

test('a QEMU that names devices, and names none, has no drive in the guest', () => {
  const drives = [{ device: 'none2', locked: false, removable: true, type: 'unknown' }]
  const attachedIn = (minor: number) => {
    const version = { qemu: { major: 2, minor, micro: 0 } }
    return blockDeviceRows(drives, [], [], version)[0]?.attached
  }
  expect(attachedIn(10)).toBe(false)
  expect(attachedIn(9)).toBeUndefined()
})

test('an empty drive has neither I/O status nor failures, unless something is wrong with it', () => {
  const drive = { device: '', qdev: 'cd0', removable: true, 'io-status': 'ok' }
  const stats = [{ qdev: 'cd0', stats: { failed_rd_operations: 0 } }]
  expect(blockDeviceRows([drive], stats)[0]).toMatchObject({ ioStatus: undefined, failed: undefined })
  expect(blockDeviceRows([{ ...drive, 'io-status': 'failed' }])[0]?.ioStatus).toBe('failed')
  expect(blockDeviceRows([{ ...drive, inserted: { file: 'a.iso' } }], stats)[0]).toMatchObject({
    ioStatus: 'ok',
    failed: 0,
  })
})

test('disks come before removable drives, each by name, and unattached drives come last', () => {
  const rows = blockDeviceRows([
    { device: 'sd0', removable: true },
    { device: '', qdev: 'cd0', removable: true },
    { device: '', qdev: '/machine/peripheral/vdb/virtio-backend', removable: false },
    { device: '', qdev: '/machine/peripheral/vda/virtio-backend', removable: false },
  ])
  expect(inReadingOrder(rows).map(({ name }) => name)).toEqual(['vda', 'vdb', 'cd0', 'sd0'])
})
