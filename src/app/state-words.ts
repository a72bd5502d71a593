import { actions } from '#model/actions.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import { namesForeigner } from '#qmp/wire/foreign-greeting.ts'
import type { VmState } from '#query/use-vm-state.ts'

/** The word for a VM's state: QEMU's own, or what was asked and is awaited. */
export function stateWord({ asked, run, link }: VmState): string {
  if (asked) return `asked: ${actionName(asked.command)}, waiting`
  if (link.phase === 'waiting' && run.word === 'unknown') return linkWord(link)
  return run.word
}

/** What stands beside the word, lighter; empty where the word says it all. Why there is no link is told elsewhere. */
export function stateNote({ asked, run, was, link }: VmState): string {
  if (asked) return ''
  if (link.phase === 'ready' || run.word !== 'unknown') return run.aside
  return was ? `was ${was.word}` : ''
}

/** How much a VM needs somebody: 0 most. */
export function needRank({ run, asked, link }: VmState): number {
  if (run.tone === 'bad') return 0
  if (link.phase !== 'ready' && link.phase !== 'connecting') return 1
  if (asked) return 2
  return needs[run.tone]
}

const needs = { bad: 0, unknown: 1, transit: 2, warn: 3, ok: 4, off: 5 } as const

function actionName(command: string): string {
  return (actions.find((action) => action.command === command)?.name ?? command).toLowerCase()
}

/** Why there is no state to show, in a word. */
function linkWord(link: ConnectionState & { phase: 'waiting' }): string {
  if (link.attempt === 0 || link.why.kind !== 'unreachable') return 'unknown'
  if (link.why.end.cause === 'silent') return namesForeigner(link.why.end.reason) ? 'no QMP' : 'busy'
  return link.why.end.cause === 'unreachable' ? 'unreachable' : 'unknown'
}
