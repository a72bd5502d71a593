import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'
import { versionCommands } from './version-vm.ts'

export const version = panel({
  id: 'version',
  title: 'Version',
  group: 'overview',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  ...versionCommands,
  component: later(async () => (await import('./version-panel.tsx')).VersionPanel),
})
