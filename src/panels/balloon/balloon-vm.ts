import { commands, type VmOf } from '#panels/panel.ts'

export const balloonCommands = commands({
  needs: ['query-balloon'],
  reads: ['query-memory-size-summary', 'query-pci', 'qom-list', 'qom-get'],
  acts: ['balloon'],
})

export type BalloonVm = VmOf<typeof balloonCommands>
