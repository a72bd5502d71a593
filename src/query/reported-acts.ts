import type { Act } from '#api/types.ts'
import type { DoneAct } from '#model/doer.ts'
import type { CommandOutcome, NewLogEntry } from './event-log.ts'

/** The ids of a page's sessions begin with `BROWSER.PAGE-`: by it a page knows its own commands, and those of its browser. */
export interface OwnIds {
  readonly browser: string
  readonly page: string
}

/** The beginning of the ids of a page's sessions. */
function idPrefixOf({ browser, page }: OwnIds): string {
  return `${browser}.${page}-`
}

/** Whether this page sent the command. The bridge tells ids to operators only; read-only clients have sent nothing. */
export function isOfPage({ id }: Act, own: OwnIds | undefined): boolean {
  return own !== undefined && id?.startsWith(`"${idPrefixOf(own)}`) === true
}

/** Whether the person at this browser sent it, from this page or another. */
function isOfBrowser({ id }: Act, own: OwnIds | undefined): boolean {
  return own !== undefined && id?.startsWith(`"${own.browser}.`) === true
}

/** What another page did, as a line of the log. */
export function entryOfAct(act: Act, own: OwnIds | undefined): NewLogEntry {
  const { vm, command: name, arguments: args } = act
  const by = isOfBrowser(act, own) ? undefined : act.role
  return { kind: 'command', vm, at: sentAt(act), name, args, outcome: outcomeOf(act), ...(by && { by }) }
}

/** An act that QEMU carried out; undefined for any other. */
export function doneAct(act: Act, own: OwnIds | undefined): DoneAct | undefined {
  if (act.outcome !== 'done') return undefined
  const by = isOfBrowser(act, own) ? 'you' : act.role
  const { command, arguments: args, time: doneAt, events } = act
  return { command, arguments: args, by, at: sentAt(act), doneAt, events }
}

function sentAt({ time, ms = 0 }: Act): number {
  return time - ms
}

function outcomeOf({ outcome: state, error, ms }: Act): CommandOutcome {
  const took = ms === undefined ? {} : { ms }
  if (state === 'done') return { state, ...took }
  if (state === 'refused') return { state, words: error?.desc ?? '', ...took }
  return { state, words: error?.desc ?? '' }
}
