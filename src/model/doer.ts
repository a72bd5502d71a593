import { text } from './answer.ts'
import type { SeenEvent } from './episode.ts'

/** A command that QEMU has carried out, by a client of the dashboard. */
export interface DoneAct {
  readonly command: string
  readonly arguments?: unknown
  /** The person at this browser, or the role of somebody else. */
  readonly by: 'you' | 'operator' | 'viewer'
  /** When it was sent to QEMU, and when QEMU had answered, in ms since 1970. */
  readonly at: number
  readonly doneAt: number
  /** Numbers of the newest events at these two moments, where the bridge has counted. */
  readonly events?: { readonly before: number; readonly last: number } | undefined
}

/** An event, with its number where the bridge has counted. */
export type NumberedEvent = SeenEvent & { readonly seq?: number }

interface Cause {
  readonly command: string
  /** QEMU may answer before the event comes. */
  readonly isLate?: boolean
}

const causes: Readonly<Record<string, Cause>> = {
  STOP: { command: 'stop' },
  RESUME: { command: 'cont' },
  RESET: { command: 'system_reset', isLate: true },
  POWERDOWN: { command: 'system_powerdown', isLate: true },
  SHUTDOWN: { command: 'quit', isLate: true },
  WAKEUP: { command: 'system_wakeup', isLate: true },
}

/** In ms: clocks of bridge and QEMU are one host's, but for rounding; an event comes soon after its command. */
const early = 50
const late = 2000

/**
 * The act that brought an event about; undefined where no act of the dashboard's clients did. Events count by the numbers of
 * the bridge, where it has counted, else by time.
 * @param events all that are known of this QEMU, the event among them
 */
export function doerOf(
  event: NumberedEvent,
  events: readonly NumberedEvent[],
  acts: readonly DoneAct[],
): DoneAct | undefined {
  const cause = Object.hasOwn(causes, event.name) ? causes[event.name] : undefined
  if (!cause || isOfGuest(event)) return undefined
  return acts.findLast((act) => act.command === cause.command && isBehind(act, cause, event, events))
}

/** A reset or shutdown that the guest asked for, or a signal; QEMU tells the reason since 4.0. */
function isOfGuest({ name, data }: NumberedEvent): boolean {
  if (name !== 'RESET' && name !== 'SHUTDOWN') return false
  const reason = text(data?.['reason'])
  return data?.['guest'] === true || (reason !== undefined && !reason.startsWith('host-qmp-'))
}

function isBehind(
  act: DoneAct,
  { isLate }: Cause,
  { name, at, seq }: NumberedEvent,
  events: readonly NumberedEvent[],
): boolean {
  if (!act.events || seq === undefined) return at >= act.at - early && at <= act.doneAt + late
  const { before, last } = act.events
  if (seq <= before) return false
  if (!isLate) return seq <= last
  // The first one after the command is its.
  return !events.some((other) => other.name === name && (other.seq ?? 0) > before && (other.seq ?? 0) < seq)
}

/** Who did something: a client of the dashboard, or, where none of them did, somebody that it cannot see. */
export type Doer = DoneAct['by'] | 'another'

/** `by you`, to stand behind what was done. Not "another operator": who reads it may be a viewer. */
export function byWords(doer: Doer): string {
  if (doer === 'you') return 'by you'
  if (doer === 'another') return 'by another monitor or QEMU itself'
  return doer === 'operator' ? 'by an operator' : 'by a viewer'
}
