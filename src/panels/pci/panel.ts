import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'

export const pci = panel({
  id: 'pci',
  title: 'PCI',
  group: 'devices',
  size: 'card',
  tall: true,
  needs: ['query-pci'],
  reads: [],
  acts: [],
  component: later(async () => (await import('./pci-panel.tsx')).PciPanel),
})
