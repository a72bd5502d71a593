import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'

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
  component: later(async () => (await import('./command-line-panel.tsx')).CommandLinePanel),
})
