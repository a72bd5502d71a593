import type { QmpError } from '#qmp/errors.ts'
import { printJson, printJsonIndented } from '#qmp/wire/json.ts'
import { useAppServices } from './app-services.ts'
import type { AskedRead } from './panel-vm.ts'
import { readKey } from './read-key.ts'

/** One question of a panel and its newest answer, as text for "show the QMP". */
export interface Exchange extends AskedRead {
  request: string
  /** Empty until it came. */
  answer: string
  /** When the answer came, in ms since 1970. */
  at: number | undefined
}

/** Gives what a panel has asked and what came back, read from the cache at the moment of the call. */
export function useExchanges(vmId: string): (asked: readonly AskedRead[]) => Exchange[] {
  const { client, times } = useAppServices()
  return (asked) =>
    asked.flatMap(({ command, args }) => {
      const state = client.getQueryState<unknown, QmpError>(readKey(vmId, command, args))
      // A panel names what it would ask; what this QEMU lacks, or what came to nothing, was never on the wire.
      if (!state || (state.status === 'pending' && state.fetchStatus === 'idle')) return []
      return {
        command,
        args,
        request: printJson(args === undefined ? { execute: command } : { execute: command, arguments: args }),
        answer: answerOf(state),
        at: times.of(readKey(vmId, command, args)),
      }
    })
}

function answerOf({ error, data }: { error: QmpError | null; data: unknown }): string {
  if (error?.kind === 'refused')
    return printJsonIndented({ error: { class: error.class, desc: error.message } })
  return error?.message ?? (data === undefined ? '' : printJsonIndented(data))
}
