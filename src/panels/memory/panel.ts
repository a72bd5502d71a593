import { panel } from '#panels/panel.ts'
import { MemoryPanel } from './memory-panel.tsx'
import { memoryCommands } from './memory-vm.ts'

export const memory = panel({
  id: 'memory',
  title: 'Memory',
  group: 'cpu-memory',
  size: 'card',
  overview: 'half',
  card: 'Memory',
  ...memoryCommands,
  component: MemoryPanel,
})
