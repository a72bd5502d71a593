import { commands, type VmOf } from '#panels/panel.ts'

export const blockDevicesCommands = commands({
  needs: ['query-block'],
  reads: ['query-blockstats', 'query-version', 'query-named-block-nodes', 'qom-list', 'qom-get'],
  acts: ['eject', 'blockdev-change-medium', 'change', 'blockdev-open-tray', 'blockdev-close-tray'],
})

export type BlockDevicesVm = VmOf<typeof blockDevicesCommands>
