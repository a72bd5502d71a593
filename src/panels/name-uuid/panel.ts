import { panel } from '#panels/panel.ts'
import { NameUuidPanel, nameUuidCommands } from './name-uuid-panel.tsx'

export const nameUuid = panel({
  id: 'name-uuid',
  title: 'Name and UUID',
  group: 'overview',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  ...nameUuidCommands,
  component: NameUuidPanel,
})
