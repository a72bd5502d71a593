import { useQueryClient } from '@tanstack/react-query'
import { printJson, printJsonIndented } from '#qmp/wire/json.ts'
import type { AskedRead } from './panel-vm.ts'
import { readKey } from './read-key.ts'

/** One question of a panel and its newest answer, as text for "show the QMP". */
export interface Exchange {
  request: string
  /** Empty until it came. */
  answer: string
  /** When the answer came, in ms since 1970. */
  at: number | undefined
}

/** Gives what a panel has asked and what came back, read from the cache at the moment of the call. */
export function useExchanges(vmId: string): (asked: readonly AskedRead[]) => Exchange[] {
  const client = useQueryClient()
  return (asked) =>
    asked.map(({ command, args }) => {
      const state = client.getQueryState(readKey(vmId, command, args))
      return {
        request: printJson(args === undefined ? { execute: command } : { execute: command, arguments: args }),
        answer: state?.error?.message ?? (state?.data === undefined ? '' : printJsonIndented(state.data)),
        at: state?.dataUpdatedAt || undefined,
      }
    })
}
