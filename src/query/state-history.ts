import type { QmpEvent } from '#qmp/event.ts'

/** An event with the time at which it happened or, where QEMU did not know that (V-02), came. */
export type TimedEvent = QmpEvent & { at: number }

/** What this page has witnessed of a VM's run state; events and answers of one session, and what was before it. */
export interface StateHistory {
  /** Events that begin or end a run state: the last of each name, oldest first. */
  readonly turns: readonly Turn[]
  /** The state by the newest answer, and since when answers have said so. */
  readonly answer: { readonly word: string; readonly at: number; readonly isFirst: boolean } | undefined
  /** How things stood when the session before ended. */
  readonly before: Before | undefined
}

interface Turn {
  readonly name: string
  readonly at: number
}

interface Before {
  readonly word: string
  readonly since: Since
  readonly lostAt: number
  /** What explained the state then. */
  readonly recent: readonly TimedEvent[]
}

/** Since when a VM is in its state, and who says so. Times in ms since 1970. */
export interface Since {
  readonly at: number
  /** QEMU's event; an answer that differed from the one before; or it was so when the page connected. */
  readonly by: 'event' | 'answer' | 'connecting'
  /** The state was the same when the link was lost; what happened in between is unknown. */
  readonly away?: { readonly from: number; readonly to: number } | undefined
}

export const nothingWitnessed: StateHistory = { turns: [], answer: undefined, before: undefined }

const standing = { begin: ['STOP'], end: ['RESUME', 'RESET'] }

/** Which events begin a run state, and which say that it is over. All states but these begin with STOP. */
const turnsOf: Readonly<Record<string, { begin: readonly string[]; end: readonly string[] }>> = {
  running: { begin: ['RESUME', 'WAKEUP'], end: ['STOP', 'SUSPEND'] },
  suspended: { begin: ['SUSPEND'], end: ['RESUME', 'WAKEUP'] },
  shutdown: { begin: ['SHUTDOWN'], end: ['RESUME', 'RESET'] },
  prelaunch: { begin: ['RESET'], end: ['RESUME'] },
  inmigrate: { begin: [], end: [] },
}

const turnNames: ReadonlySet<string> = new Set(
  [standing, ...Object.values(turnsOf)].flatMap(({ begin, end }) => [...begin, ...end]),
)

export function withEvent(
  stateHistory: StateHistory,
  { name, at }: Pick<TimedEvent, 'name' | 'at'>,
): StateHistory {
  if (!turnNames.has(name)) return stateHistory
  const others = stateHistory.turns.filter((turn) => turn.name !== name)
  return { ...stateHistory, turns: [...others, { name, at }] }
}

export function withAnswer(stateHistory: StateHistory, word: string, at: number): StateHistory {
  const { answer } = stateHistory
  if (answer?.word === word) return stateHistory
  return { ...stateHistory, answer: { word, at, isFirst: answer === undefined } }
}

/** The session has ended: what it saw is what was before. */
export function afterLoss(
  stateHistory: StateHistory,
  readyAt: number,
  lostAt: number,
  recent: readonly TimedEvent[],
): StateHistory {
  const { answer, before } = stateHistory
  if (!answer) return { ...nothingWitnessed, before }
  const { word } = answer
  const since = sinceOf(stateHistory, word, readyAt)
  return { ...nothingWitnessed, before: { word, since, lostAt, recent } }
}

/** Since when the VM is in this state, for a session that began at `readyAt`. */
export function sinceOf({ turns, answer, before }: StateHistory, word: string, readyAt: number): Since {
  const { begin, end } = (Object.hasOwn(turnsOf, word) ? turnsOf[word] : undefined) ?? standing
  const last = turns.findLast(({ name }) => begin.includes(name) || end.includes(name))
  if (last && begin.includes(last.name)) return { at: last.at, by: 'event' }
  if (answer?.word === word && !answer.isFirst) return { at: answer.at, by: 'answer' }
  if (!last && before?.word === word) return { ...before.since, away: { from: before.lostAt, to: readyAt } }
  return { at: readyAt, by: 'connecting' }
}

/**
 * A QEMU whose process started only after the link was lost is another one, however much its state is like that of the
 * one before: what was seen of that one tells nothing of it.
 */
export function sinceStart(since: Since, startTime: number | undefined): Since {
  const { away } = since
  const isAnother = away !== undefined && startTime !== undefined && startTime > away.from
  return isAnother ? { at: away.to, by: 'connecting' } : since
}
