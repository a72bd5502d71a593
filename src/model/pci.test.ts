import { expect, test } from 'vitest'
import { pciRows } from './pci.ts'

const hostBridge = {
  bus: 0,
  class_info: { class: 1536, desc: 'Host bridge' },
  function: 0,
  id: { device: 10688, subsystem: 4352, 'subsystem-vendor': 6900, vendor: 32902 },
  irq_pin: 0,
  irq: 0,
  qdev_id: '',
  regions: [],
  slot: 0,
}

const disk = {
  bus: 0,
  class_info: { class: 256, desc: 'SCSI controller' },
  function: 0,
  id: { device: 4097, vendor: 6900 },
  irq: 11,
  irq_pin: 1,
  qdev_id: 'vda',
  regions: [
    { address: 49152, bar: 0, size: 128, type: 'io' },
    { address: -1, bar: 6, mem_type_64: false, prefetch: false, size: 65536, type: 'memory' },
    {
      address: 2n ** 60n,
      bar: 4,
      mem_type_64: true,
      prefetch: true,
      size: 16384,
      type: 'memory',
    },
  ],
  slot: 2,
}

const modernNet = {
  bus: 1,
  slot: 0,
  function: 0,
  id: { vendor: 0x1af4, device: 0x1041 },
  class_info: { class: 512 },
}

const rootPort = {
  bus: 0,
  slot: 31,
  function: 2,
  class_info: { class: 1540, desc: 'PCI bridge' },
  id: { device: 12, vendor: 6966 },
  irq: 11,
  irq_pin: 1,
  qdev_id: 'rp1',
  regions: [],
  pci_bridge: { bus: { number: 0, secondary: 1, subordinate: 3 }, devices: [modernNet] },
}

test('the tree is flattened, each device behind its bridge', () => {
  const rows = pciRows([{ bus: 0, devices: [hostBridge, rootPort, disk] }])
  expect(rows.map(({ address, depth, id, className }) => [address, depth, id, className])).toEqual([
    ['00:00.0', 0, undefined, 'host bridge'],
    ['00:1f.2', 0, 'rp1', 'PCI bridge'],
    ['01:00.0', 1, undefined, 'Ethernet card'],
    ['00:02.0', 0, 'vda', 'SCSI controller'],
  ])
  expect(rows[1]?.behind).toEqual({ from: 1, to: 3 })
})

test('vendors and devices of QEMU have names', () => {
  const rows = pciRows([{ bus: 0, devices: [hostBridge, disk, modernNet] }])
  expect(rows.map(({ ids, vendor, device }) => [ids, vendor, device])).toEqual([
    ['8086:29c0', 'Intel', 'Q35'],
    ['1af4:1001', 'Virtio', 'virtio block'],
    ['1af4:1041', 'Virtio', 'virtio net'],
  ])
})

test('only a device with an interrupt pin has an interrupt', () => {
  expect(pciRows([{ bus: 0, devices: [hostBridge, disk] }]).map(({ irq }) => irq)).toEqual([undefined, 11])
})

test('regions have their size, and an address once mapped', () => {
  expect(pciRows([{ bus: 0, devices: [disk] }])[0]?.regions).toEqual([
    { name: 'BAR 0', kind: 'I/O', size: 128, address: 49152, prefetchable: false, is64Bit: false },
    { name: 'ROM', kind: 'memory', size: 65536, address: undefined, prefetchable: false, is64Bit: false },
    { name: 'BAR 4', kind: 'memory', size: 16384, address: 2n ** 60n, prefetchable: true, is64Bit: true },
  ])
})

test('an unknown class has the words of QEMU, else its number', () => {
  const of = (info: object) => pciRows([{ bus: 0, devices: [{ class_info: info }] }])[0]?.className
  expect(of({ class: 0x1234, desc: 'Flux capacitor' })).toBe('Flux capacitor')
  expect(of({ class: 0x1234 })).toBe('class 1234')
  expect(of({})).toBe('unknown')
})
