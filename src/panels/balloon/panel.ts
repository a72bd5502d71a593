import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'
import { balloonCommands } from './balloon-vm.ts'

export const balloon = panel({
  id: 'balloon',
  title: 'Balloon',
  group: 'cpu-memory',
  size: 'card',
  overview: 'half',
  card: 'Memory',
  ...balloonCommands,
  component: later(async () => (await import('./balloon-panel.tsx')).BalloonPanel),
})
