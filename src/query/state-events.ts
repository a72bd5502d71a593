import type { EventName } from '#qapi/types.ts'
import { type TimedEvent, withEvent } from './state-history.ts'
import type { VmSnapshot } from './vm-snapshot.ts'

/** Events that explain a run state, kept for the reason card. */
const telling: ReadonlySet<string> = new Set<EventName>([
  ...(['STOP', 'RESUME', 'RESET', 'SHUTDOWN', 'POWERDOWN', 'SUSPEND', 'WAKEUP', 'WATCHDOG'] as const),
  ...(['GUEST_PANICKED', 'GUEST_CRASHLOADED', 'BLOCK_IO_ERROR', 'MEMORY_FAILURE', 'MIGRATION'] as const),
])
const recentKept = 120

/** After these a SHUTDOWN is past: QEMU was told to stay, and the guest has begun again. */
const goesOn: ReadonlySet<string> = new Set<EventName>(['RESET', 'RESUME'])

/** What events say about the run state. */
type Told = Pick<VmSnapshot, 'recent' | 'shutdown' | 'stateHistory'>

/** Whether an event says anything about the run state. */
export function isStateEvent(name: string): boolean {
  return telling.has(name)
}

/** After one more event. */
export function withStateEvent({ recent, shutdown, stateHistory }: Told, event: TimedEvent): Told {
  const { name, data } = event
  return {
    recent: [...recent.slice(1 - recentKept), event],
    stateHistory: withEvent(stateHistory, event),
    shutdown: name === 'SHUTDOWN' ? data : goesOn.has(name) ? undefined : shutdown,
  }
}

/** The same, had this page seen these events, oldest first, before those that it has seen in this session. */
export function withEarlier({ recent, stateHistory }: Told, earlier: readonly TimedEvent[]): Told {
  const before: Told = { recent: [], shutdown: undefined, stateHistory: { ...stateHistory, turns: [] } }
  const all = [...earlier.filter(({ name }) => isStateEvent(name)), ...recent].reduce(withStateEvent, before)
  // Of a storm, not everything is kept; the turns are.
  return { ...all, stateHistory: stateHistory.turns.reduce(withEvent, all.stateHistory) }
}
