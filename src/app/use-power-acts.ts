import type { Role } from '#api/types.ts'
import { powerActions } from '#model/power-actions.ts'
import { type Act, useActs } from '#query/use-act.ts'
import { useRead } from '#query/use-read.ts'
import { useVmState } from '#query/use-vm-state.ts'
import type { Vm } from '#query/vm.ts'

/** The seven power actions on a VM, in the order of the toolbar. */
export function usePowerActs(vm: Vm, name: string, role: Role): readonly Act[] {
  const { run, asked } = useVmState(vm)
  const machine = useRead(vm, 'query-current-machine').data
  const state = {
    runState: run.word,
    wakeupSupported: machine?.['wakeup-suspend-support'],
    asked: asked?.command,
  }
  return useActs({ vm, name, role }, powerActions(state))
}
