import { panel } from '#panels/panel.ts'
import { StatusPanel } from './status-panel.tsx'
import { statusCommands } from './status-vm.ts'

export const status = panel({
  id: 'status',
  title: 'Status',
  group: 'overview',
  size: 'card',
  bare: true,
  overview: 'top',
  ...statusCommands,
  component: StatusPanel,
})
