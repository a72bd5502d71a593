import { panel } from '#panels/panel.ts'
import { DisplayPanel } from './display-panel.tsx'

export const display = panel({
  id: 'display',
  title: 'Display',
  group: 'console',
  size: 'card',
  overview: 'below',
  reads: ['query-vnc-servers', 'query-vnc', 'query-spice', 'query-display-options'],
  acts: [],
  component: DisplayPanel,
})
