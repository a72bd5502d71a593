import { panel } from '#panels/panel.ts'
import { CommandLinePanel } from './command-line-panel.tsx'

export const commandLine = panel({
  id: 'command-line',
  title: 'Command line',
  group: 'overview',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  needs: [],
  reads: [],
  acts: [],
  component: CommandLinePanel,
})
