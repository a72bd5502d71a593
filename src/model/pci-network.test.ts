import { expect, test } from 'vitest'
import { networkCardRows } from './network-cards.ts'
import { otherNetworkFunctions } from './pci-network.ts'

const pciFunction = (slot: number, id: string, device: number, pciClass = 0x0200) => ({
  bus: 0,
  slot,
  function: 0,
  qdev_id: id,
  class_info: { class: pciClass, desc: 'Ethernet controller' },
  id: { vendor: 0x8086, device },
})
const card = (path: string) => ({ path, type: 'e1000', mac: '52:54:00:12:34:56', netdev: 'n0' })

test('a passed-through function is found by its id, behind a bridge, too', () => {
  const bridge = {
    ...pciFunction(2, '', 0x0c, 0x0604),
    pci_bridge: { devices: [pciFunction(3, 'host0', 0x1533)] },
  }
  const devices = [{ path: '/machine/peripheral/host0', type: 'vfio-pci' }]
  expect(otherNetworkFunctions([{ bus: 0, devices: [bridge] }], [], devices)).toMatchObject([
    { name: 'host0', model: 'vfio-pci', passedThrough: true, mac: undefined, linkName: undefined },
  ])
})

test('the cards that QOM shows are not listed twice, with an id or without', () => {
  const cards = networkCardRows([card('/machine/peripheral/a'), card('/machine/unattached/device[20]')])
  const buses = [{ bus: 0, devices: [pciFunction(3, '', 0x100e), pciFunction(4, 'a', 0x100e)] }]
  expect(otherNetworkFunctions(buses, cards, [])).toEqual([])
})

test('where there are more functions without an id than cards, the rest is listed by its address', () => {
  const cards = networkCardRows([card('/machine/unattached/device[20]')])
  const buses = [{ bus: 0, devices: [pciFunction(3, '', 0x100e), pciFunction(17, '', 0x10ca)] }]
  expect(otherNetworkFunctions(buses, cards, [])).toMatchObject([
    { name: 'PCI 00:11.0', model: '8086:10ca', passedThrough: false },
  ])
})

test('other devices, and no PCI at all, are no cards', () => {
  expect(otherNetworkFunctions([{ bus: 0, devices: [pciFunction(2, 'gpu', 1, 0x0300)] }], [], [])).toEqual([])
  expect(otherNetworkFunctions(undefined, [], [])).toEqual([])
})
