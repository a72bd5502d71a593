import { powerActionName } from '#model/power-commands.ts'
import { isForeign } from '#qmp/wire/foreign-greeting.ts'
import type { VmState } from '#query/use-vm-state.ts'

/** The word for a VM's state: QEMU's own, or what was asked and is awaited. */
export function stateWord(state: VmState): string {
  const { asked, run } = state
  if (asked) return `asked: ${(powerActionName(asked.command) ?? asked.command).toLowerCase()}, waiting`
  if (isSilent(state)) return 'not answering'
  if (run.word !== 'unknown') return run.word
  return linkTrouble(state) ?? (isFirstTry(state) ? 'connecting' : run.word)
}

/** QEMU has left a command unanswered for long: what it said last may no longer be so. */
export function isSilent({ link }: VmState): boolean {
  return link.phase === 'ready' && link.busy !== undefined
}

/** Nothing is known yet: there is no answer yet. */
export function isFirstTry({ link, lostAt, failure }: VmState): boolean {
  return lostAt === undefined && failure === undefined && link.phase === 'connecting'
}

/** Written beside the word, lighter; empty where the word says it all. Why there is no link is shown elsewhere. */
export function stateNote(state: VmState): string {
  const { asked, run, was, link } = state
  if (asked) return ''
  if (isSilent(state)) return run.word === 'unknown' ? '' : `was ${run.word}`
  if (link.phase === 'ready' || run.word !== 'unknown') return run.aside
  return was ? `was ${was.word}` : ''
}

/** How much a VM needs attention: 0 most. */
export function needRank(state: VmState): number {
  const { run, asked, link, lostAt, failure } = state
  if (run.tone === 'bad') return 0
  if (isSilent(state)) return 1
  if (link.phase === 'waiting' || link.phase === 'ended' || lostAt !== undefined || failure) return 1
  if (asked) return 2
  return needs[run.tone]
}

const needs = { bad: 0, unknown: 1, transit: 2, warn: 3, ok: 4, off: 5 } as const

/** Why there is no state to show, in a word. It stays while the next try is under way, until that has an outcome. */
export function linkTrouble({ failure }: VmState): 'busy' | 'no QMP' | 'unreachable' | undefined {
  if (failure?.kind !== 'unreachable') return undefined
  const { cause, heard } = failure.end
  if (cause === 'silent') return isForeign(heard) ? 'no QMP' : 'busy'
  return cause === 'unreachable' ? 'unreachable' : undefined
}
