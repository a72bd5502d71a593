import { panel } from '#panels/panel.ts'
import { VersionPanel } from './version-panel.tsx'
import { versionCommands } from './version-vm.ts'

export const version = panel({
  id: 'version',
  title: 'Version',
  group: 'devices',
  size: 'card',
  overview: 'side',
  ...versionCommands,
  component: VersionPanel,
})
