import { commands, type VmOf } from '#panels/panel.ts'

export const statusCommands = commands({
  needs: ['query-status'],
  reads: ['query-block', 'qom-list', 'query-kvm', 'query-accelerators', 'qom-list-types'],
  acts: ['cont', 'system_wakeup', 'system_reset', 'quit'],
})

export type StatusVm = VmOf<typeof statusCommands>
