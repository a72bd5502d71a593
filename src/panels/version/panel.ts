import { panel } from '#panels/panel.ts'
import { VersionPanel } from './version-panel.tsx'
import { versionCommands } from './version-vm.ts'

export const version = panel({
  id: 'version',
  title: 'Version',
  group: 'overview',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  ...versionCommands,
  component: VersionPanel,
})
