import { useMemo } from 'react'
import type { Role } from '#api/types.ts'
import { actions } from '#model/actions.ts'
import type { Situation } from '#model/why-not.ts'
import { useCommands } from '#query/use-commands.ts'
import { useRead } from '#query/use-read.ts'
import { useVmState } from '#query/use-vm-state.ts'
import type { Vm } from '#query/vm.ts'

/** All that decides which actions on a VM are possible now. */
export function useSituation(vm: Vm, role: Role): Situation {
  const { run, link, asked } = useVmState(vm)
  const commands = useCommands(vm)
  const machine = useRead(vm, 'query-current-machine').data
  const connected = link.phase === 'ready'
  return useMemo(
    () => ({
      connected,
      role,
      runState: run.word,
      commands: commands?.names && new Set(commands.names),
      wakeupSupported: machine?.['wakeup-suspend-support'],
      asked: actions.find(({ command }) => command === asked?.command)?.name,
    }),
    [connected, role, run.word, commands, machine, asked],
  )
}
