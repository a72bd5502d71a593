import { panel } from '#panels/panel.ts'
import { MemoryPanel } from './memory-panel.tsx'

export const memory = panel({
  id: 'memory',
  title: 'Memory',
  group: 'cpu-memory',
  size: 'card',
  overview: 'main',
  reads: [
    'query-memory-size-summary',
    'query-balloon',
    'query-memory-devices',
    'query-memdev',
    'qom-list',
    'qom-get',
  ],
  acts: ['qom-set'],
  component: MemoryPanel,
})
