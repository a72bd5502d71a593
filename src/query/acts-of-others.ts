import type { Act } from '#api/types.ts'
import type { CommandOutcome, NewLogEntry } from './event-log.ts'

/**
 * Whether this page sent the command: the ids of its sessions begin with the page's own. The bridge tells ids to
 * operators only; who may only look has sent nothing.
 */
export function isOwnAct({ id }: Act, pageId: string | undefined): boolean {
  return pageId !== undefined && id?.startsWith(`"${pageId}-`) === true
}

/** What another client did, as a line of the log. */
export function entryOfAct(act: Act): NewLogEntry {
  const { vm, command: name, arguments: args, role: by, time: at } = act
  return { kind: 'command', vm, at, name, args, outcome: outcomeOf(act), by }
}

function outcomeOf({ outcome: state, error }: Act): CommandOutcome {
  if (state === 'done') return { state }
  return { state, words: error?.desc ?? '' }
}
