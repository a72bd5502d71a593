import { lazy } from 'react'
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
  component: lazy(async () => ({ default: (await import('./pci-panel.tsx')).PciPanel })),
})
