import { panel } from '#panels/panel.ts'
import { NameUuidPanel, nameUuidCommands } from './name-uuid-panel.tsx'

export const nameUuid = panel({
  id: 'name-uuid',
  title: 'Name and UUID',
  group: 'devices',
  size: 'card',
  overview: 'side',
  ...nameUuidCommands,
  component: NameUuidPanel,
})
