import { commands, type VmOf } from '#panels/panel.ts'

export const statusCommands = commands({
  needs: ['query-status'],
  reads: [
    ...(['query-migrate', 'query-block', 'query-blockstats', 'query-current-machine'] as const),
    ...(['qom-list', 'qom-list-types'] as const),
    ...(['query-kvm', 'query-accelerators', 'query-dump'] as const),
  ],
  acts: ['cont', 'system_wakeup', 'system_reset', 'quit', 'dump-guest-memory', 'x-exit-preconfig'],
})

export type StatusVm = VmOf<typeof statusCommands>
