import { panel } from '#panels/panel.ts'
import { BalloonPanel } from './balloon-panel.tsx'
import { balloonCommands } from './balloon-vm.ts'

export const balloon = panel({
  id: 'balloon',
  title: 'Balloon',
  group: 'cpu-memory',
  size: 'card',
  overview: 'half',
  card: 'Memory',
  ...balloonCommands,
  component: BalloonPanel,
})
