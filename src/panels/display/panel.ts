import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'
import { displayCommands } from './display-vm.ts'

export const display = panel({
  id: 'display',
  title: 'Display',
  group: 'console',
  size: 'card',
  overview: 'half',
  ...displayCommands,
  component: later(async () => (await import('./display-panel.tsx')).DisplayPanel),
})
