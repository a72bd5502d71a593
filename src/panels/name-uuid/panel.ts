import { later } from '#panels/later.tsx'
import { panel } from '#panels/panel.ts'

export const nameUuid = panel({
  id: 'name-uuid',
  title: 'Name and UUID',
  group: 'overview',
  size: 'card',
  overview: 'side',
  card: 'Machine',
  needs: ['query-name', 'query-uuid'],
  reads: [],
  acts: [],
  component: later(async () => (await import('./name-uuid-panel.tsx')).NameUuidPanel),
})
