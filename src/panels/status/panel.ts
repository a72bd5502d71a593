import { panel } from '#panels/panel.ts'
import { StatusPanel } from './status-panel.tsx'

export const status = panel({
  id: 'status',
  title: 'Status',
  group: 'overview',
  size: 'card',
  bare: true,
  overview: 'top',
  reads: ['query-status', 'query-block', 'qom-list', 'query-kvm', 'query-accelerators'],
  acts: ['cont', 'system_wakeup', 'system_reset', 'quit'],
  component: StatusPanel,
})
