import { commands, type VmOf } from '#panels/panel.ts'

export const displayCommands = commands({
  needs: ['query-vnc-servers', 'query-vnc', 'query-spice', 'query-display-options'],
})

export type DisplayVm = VmOf<typeof displayCommands>
