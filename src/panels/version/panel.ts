import { panel } from '#panels/panel.ts'
import { VersionPanel } from './version-panel.tsx'

export const version = panel({
  id: 'version',
  title: 'Version',
  group: 'devices',
  size: 'card',
  overview: 'side',
  reads: [
    'query-version',
    'query-target',
    'qom-get',
    // Beside these, for "Copy as text".
    'query-name',
    'query-status',
    'query-uuid',
    'query-balloon',
    'query-kvm',
    'query-accelerators',
    'query-cpus-fast',
    'query-cpus',
    'query-memory-size-summary',
  ],
  acts: [],
  component: VersionPanel,
})
