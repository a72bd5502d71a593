import { commands, type VmOf } from '#panels/panel.ts'

export const networkCommands = commands({
  needs: ['qom-list'],
  reads: ['qom-get', 'query-rx-filter', 'query-pci'],
  acts: ['set_link'],
})

export type NetworkVm = VmOf<typeof networkCommands>
