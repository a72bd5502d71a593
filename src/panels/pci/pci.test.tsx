import { cleanup, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { pci } from './panel.ts'

afterEach(cleanup)

const nic = {
  bus: 1,
  slot: 0,
  function: 0,
  qdev_id: 'nic0',
  class_info: { class: 0x200, desc: 'Ethernet controller' },
  id: { vendor: 0x1af4, device: 0x1000 },
  irq: 11,
  irq_pin: 1,
  regions: [
    { bar: 0, type: 'io', address: 0xc000, size: 32 },
    { bar: 4, type: 'memory', address: -1, size: 16384, prefetch: true, mem_type_64: true },
  ],
}
const bridge = {
  bus: 0,
  slot: 2,
  function: 0,
  qdev_id: '',
  class_info: { class: 0x604 },
  id: { vendor: 0x1b36, device: 0x000c },
  regions: [],
  pci_bridge: { bus: { number: 0, secondary: 1, subordinate: 1 }, devices: [nic] },
}

test('devices stand by address under their bridge, with what they are and the id they have in the VM', async () => {
  renderPanel(pci, new SimulatedQemu({ 'query-pci': [{ bus: 0, devices: [bridge] }] }))
  const rows = await screen.findAllByRole('row')
  expect(rows[1]?.textContent).toContain('00:02.0')
  expect(rows[1]?.textContent).toContain('leads to bus 01')
  expect(rows[2]?.textContent).toMatch(/01:00\.0.*Ethernet card, virtio net 1af4:1000.*nic0/)
  expect(rows[2]?.textContent).toContain('I/O, 32 B at 0xc000')
  expect(rows[2]?.textContent).toContain('memory, 16 KiB, 64-bit, prefetchable, not mapped')
})

test('a machine without PCI has QEMU’s own words for it', async () => {
  const qemu = new SimulatedQemu({ 'query-pci': new Refusal('PCI is not available') })
  renderPanel(pci, qemu)
  const words = await screen.findByText('PCI is not available')
  expect(words.closest('p')?.textContent).toBe('QEMU says: PCI is not available')
})
