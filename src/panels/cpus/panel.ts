import { panel } from '#panels/panel.ts'
import { CpusPanel } from './cpus-panel.tsx'

export const cpus = panel({
  id: 'cpus',
  title: 'CPUs',
  group: 'cpu-memory',
  size: 'card',
  overview: 'main',
  reads: ['query-cpus-fast', 'query-cpus', 'query-hotpluggable-cpus', 'query-target', 'qom-get'],
  acts: [],
  component: CpusPanel,
})
