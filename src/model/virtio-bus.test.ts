import { expect, test } from 'vitest'
import { virtioBus } from './virtio-bus.ts'

const device = (type: string) => ({ path: '/machine/unattached/device[0]', type })
const pci = [{ bus: 0, devices: [] }]

test('a machine with PCI takes virtio devices of PCI, though it may have others', () => {
  expect(virtioBus(pci, [])).toBe('pci')
  expect(virtioBus(pci, [device('virtio-mmio')])).toBe('pci')
})

test('a machine without PCI takes those of virtio-mmio, and a mainframe those of its channels', () => {
  expect(virtioBus([], [device('virtio-mmio')])).toBe('device')
  expect(virtioBus(undefined, [device('virtual-css-bridge')])).toBe('ccw')
})

test('a machine with neither takes none', () => {
  expect(virtioBus([], [device('isa-pit')])).toBeUndefined()
  expect(virtioBus(undefined, [])).toBeUndefined()
})
