import { panel } from '#panels/panel.ts'
import { PciPanel } from './pci-panel.tsx'

export const pci = panel({
  id: 'pci',
  title: 'PCI',
  group: 'devices',
  size: 'card',
  reads: ['query-pci'],
  acts: [],
  component: PciPanel,
})
