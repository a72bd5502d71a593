import type { Arguments, ArgumentsParameter, ReadName, Return } from '#qapi/types.ts'
import { readKey } from './read-key.ts'

/** Sends queries to one VM, and gives their answers. */
export interface Answers {
  readonly id: string
  read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
}

/** How react-query asks: through the VM's session, once; a lost link or a hint asks again, not a retry. */
export function readQuery<C extends ReadName>(vm: Answers, command: C, args: Arguments<C> | undefined) {
  return {
    queryKey: readKey(vm.id, command, args),
    queryFn: () => vm.read(command, ...([args] as unknown as ArgumentsParameter<C>)),
  }
}
