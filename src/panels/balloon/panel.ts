import { panel } from '#panels/panel.ts'
import { BalloonPanel } from './balloon-panel.tsx'

export const balloon = panel({
  id: 'balloon',
  title: 'Balloon',
  group: 'cpu-memory',
  size: 'card',
  overview: 'side',
  reads: ['query-balloon', 'query-memory-size-summary', 'qom-list', 'qom-get'],
  acts: ['balloon'],
  component: BalloonPanel,
})
