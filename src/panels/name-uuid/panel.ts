import { panel } from '#panels/panel.ts'
import { NameUuidPanel } from './name-uuid-panel.tsx'

export const nameUuid = panel({
  id: 'name-uuid',
  title: 'Name and UUID',
  group: 'devices',
  size: 'card',
  overview: 'side',
  reads: ['query-name', 'query-uuid'],
  acts: [],
  component: NameUuidPanel,
})
