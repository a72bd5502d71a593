import { oneLineJson } from '#model/one-line-json.ts'
import { isResetEcho } from '#model/reset-echo.ts'
import type { EventName } from '#qapi/types.ts'
import { type TimedEvent, withEvent } from './state-history.ts'
import type { Trouble, VmSnapshot } from './vm-snapshot.ts'

/** Events that explain a run state, kept for the reason card. */
const telling: ReadonlySet<string> = new Set<EventName>([
  ...(['STOP', 'RESUME', 'RESET', 'SHUTDOWN', 'POWERDOWN', 'SUSPEND', 'WAKEUP', 'WATCHDOG'] as const),
  ...(['GUEST_PANICKED', 'GUEST_CRASHLOADED', 'BLOCK_IO_ERROR', 'MEMORY_FAILURE', 'MIGRATION'] as const),
])

/** Events that tell of trouble which does not stop a VM, or of its end; `model/faults.ts` says what they tell. */
const troubling: ReadonlySet<string> = new Set<EventName>([
  ...(['BLOCK_IO_ERROR', 'BLOCK_IMAGE_CORRUPTED', 'QUORUM_FAILURE', 'QUORUM_REPORT_BAD'] as const),
  ...(['BLOCK_JOB_ERROR', 'BLOCK_JOB_COMPLETED', 'BLOCK_JOB_CANCELLED', 'DUMP_COMPLETED'] as const),
  ...(['MEM_UNPLUG_ERROR', 'DEVICE_UNPLUG_GUEST_ERROR', 'DEVICE_DELETED', 'MEMORY_FAILURE'] as const),
  ...(['GUEST_CRASHLOADED', 'GUEST_PANICKED', 'WATCHDOG', 'RESET'] as const),
  ...(['MIGRATION', 'VFIO_MIGRATION', 'COLO_EXIT', 'PR_MANAGER_STATUS_CHANGED'] as const),
  ...(['NETDEV_STREAM_CONNECTED', 'NETDEV_STREAM_DISCONNECTED'] as const),
  ...(['NETDEV_VHOST_USER_CONNECTED', 'NETDEV_VHOST_USER_DISCONNECTED'] as const),
])

/** Of each name the last ones are kept, so that a flood of one leaves the others. */
const keptOfEach = 64

/** After these a SHUTDOWN is past: QEMU was told to stay, and the guest has begun again. */
const goesOn: ReadonlySet<string> = new Set<EventName>(['RESET', 'RESUME'])

/** What a guest does about its power button; after a reset it was pressed before. */
const answersPowerButton: ReadonlySet<string> = new Set<EventName>(['SHUTDOWN', 'RESET', 'SUSPEND'])

/** What events say about the run state. */
type Told = Pick<VmSnapshot, 'recent' | 'shutdown' | 'stateHistory' | 'powerdown'>

/** Whether an event says anything about the run state. */
export function isStateEvent(name: string): boolean {
  return telling.has(name)
}

/** Within this time, in ms, the same event again is the same trouble that goes on. */
const goesOnWithin = 60_000

/** Those that have come, and one more where it tells of trouble. */
export function withTrouble(
  troubles: readonly Trouble[],
  event: TimedEvent & Partial<Trouble>,
): readonly Trouble[] {
  if (!troubling.has(event.name) || troubles.some((asked) => isResetEcho(event, asked))) return troubles
  const { at, since = at, times = 1 } = event
  const data = oneLineJson(event.data)
  const last = troubles.findLastIndex(
    ({ name, data: its }) => name === event.name && oneLineJson(its) === data,
  )
  const before = troubles[last]
  if (!before || since - before.at > goesOnWithin) return withOneMore(troubles, { ...event, since, times })
  const goesOn = { ...event, since: before.since, times: before.times + times }
  return [...troubles.toSpliced(last, 1), goesOn]
}

function withOneMore<E extends TimedEvent>(events: readonly E[], event: E): readonly E[] {
  const isSame = ({ name }: E) => name === event.name
  const isFull = events.filter(isSame).length >= keptOfEach
  return [...(isFull ? events.toSpliced(events.findIndex(isSame), 1) : events), event]
}

/** After one more event. */
export function withStateEvent({ recent, shutdown, stateHistory, powerdown }: Told, event: TimedEvent): Told {
  const { name, data, at } = event
  return {
    recent: withOneMore(recent, event),
    stateHistory: withEvent(stateHistory, event),
    powerdown: name === 'POWERDOWN' ? at : answersPowerButton.has(name) ? undefined : powerdown,
    shutdown: name === 'SHUTDOWN' ? data : goesOn.has(name) ? undefined : shutdown,
  }
}

/** The same, had this page seen these events, oldest first, before those that it has seen in this session. */
export function withEarlier({ recent, stateHistory }: Told, earlier: readonly TimedEvent[]): Told {
  const before: Told = {
    recent: [],
    shutdown: undefined,
    powerdown: undefined,
    stateHistory: { ...stateHistory, turns: [] },
  }
  const all = [...earlier.filter(({ name }) => isStateEvent(name)), ...recent].reduce(withStateEvent, before)
  // Of a storm, not everything is kept; the turns are.
  return { ...all, stateHistory: stateHistory.turns.reduce(withEvent, all.stateHistory) }
}

/** How long a page that comes later says that a shutdown is awaited, in ms. */
const powerButtonWait = 600_000

/** The same without a power button that was pressed long ago, or of which somebody here has given up. @param now ms since 1970 */
export function withAwaited(told: Told, now: number, isGivenUp: (at: number) => boolean): Told {
  const { powerdown } = told
  if (powerdown === undefined || (powerdown > now - powerButtonWait && !isGivenUp(powerdown))) return told
  return { ...told, powerdown: undefined }
}
