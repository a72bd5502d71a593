import type { Commands } from './commands.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'

/** The commands of this QEMU; undefined until it has said so. */
export function useCommands(vm: Vm): Commands | undefined {
  return useSnapshot(vm, ({ commands }) => commands)
}
