import { panel } from '#panels/panel.ts'
import { AcceleratorPanel } from './accelerator-panel.tsx'

export const accelerator = panel({
  id: 'accelerator',
  title: 'Accelerator',
  group: 'cpu-memory',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  needs: ['query-accelerators', 'query-kvm'],
  reads: ['qom-list-types'],
  acts: [],
  component: AcceleratorPanel,
})
