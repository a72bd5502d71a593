import { panel } from '#panels/panel.ts'
import { DisplayPanel } from './display-panel.tsx'
import { displayCommands } from './use-displays.ts'

export const display = panel({
  id: 'display',
  title: 'Display',
  group: 'console',
  size: 'card',
  overview: 'half',
  ...displayCommands,
  component: DisplayPanel,
})
