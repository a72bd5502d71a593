import { panel } from '#panels/panel.ts'
import { NetworkPanel } from './network-panel.tsx'

export const network = panel({
  id: 'network',
  title: 'Network',
  group: 'network',
  size: 'page',
  overview: 'below',
  reads: ['qom-list', 'qom-get', 'query-rx-filter'],
  acts: ['set_link'],
  component: NetworkPanel,
})
