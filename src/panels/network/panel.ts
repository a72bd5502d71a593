import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'
import { networkCommands } from './network-vm.ts'

export const network = panel({
  id: 'network',
  title: 'Network',
  group: 'network',
  size: 'page',
  overview: 'half',
  ...networkCommands,
  // It comes while the session is being opened, before there is anything to show in it.
  component: later(async () => (await import('./network-panel.tsx')).NetworkPanel),
})
