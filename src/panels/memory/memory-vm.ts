import { commands, type VmOf } from '#panels/panel.ts'

export const memoryCommands = commands({
  // A QEMU before 2.11 tells no size, but what its balloon leaves.
  needs: ['query-memory-size-summary', 'query-balloon'],
  reads: ['query-memory-devices', 'query-memdev', 'query-pci', 'qom-list', 'qom-get'],
  acts: ['qom-set'],
})

export type MemoryVm = VmOf<typeof memoryCommands>
