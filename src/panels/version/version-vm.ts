import { commands, type VmOf } from '#panels/panel.ts'

export const versionCommands = commands({
  needs: ['query-version'],
  reads: [
    'query-target',
    'qom-get',
    // Beside these, for "Copy as text".
    'query-name',
    'query-status',
    'query-uuid',
    'query-balloon',
    'query-kvm',
    'query-accelerators',
    'qom-list-types',
    'query-cpus-fast',
    'query-cpus',
    'query-memory-size-summary',
  ],
})

export type VersionVm = VmOf<typeof versionCommands>
