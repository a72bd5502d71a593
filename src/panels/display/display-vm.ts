import { commands, type VmOf } from '#panels/panel.ts'

export const displayCommands = commands({
  needs: ['query-vnc-servers', 'query-vnc', 'query-spice', 'query-display-options'],
  reads: ['qom-get'],
})

export type DisplayVm = VmOf<typeof displayCommands>
