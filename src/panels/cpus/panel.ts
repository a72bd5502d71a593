import { panel } from '#panels/panel.ts'
import { CpusPanel } from './cpus-panel.tsx'
import { cpusCommands } from './use-cpus.ts'

export const cpus = panel({
  id: 'cpus',
  title: 'CPUs',
  group: 'cpu-memory',
  size: 'card',
  overview: 'half',
  ...cpusCommands,
  component: CpusPanel,
})
