import { panel } from '#panels/panel.ts'
import { NetworkPanel } from './network-panel.tsx'
import { networkCommands } from './use-network-cards.ts'

export const network = panel({
  id: 'network',
  title: 'Network',
  group: 'network',
  size: 'page',
  overview: 'half',
  ...networkCommands,
  component: NetworkPanel,
})
