import type { EventName } from '#qapi/types.ts'
import { describeEvent } from '#qapi/words/event-words.ts'
import { text } from './answer.ts'
import type { BlockDeviceRow } from './block-devices.ts'
import { deviceOfEvent } from './device-of-event.ts'
import type { SeenEvent } from './episode.ts'
import { formatDuration } from './time.ts'

/**
 * Something that went wrong while the VM went on: data that was lost or damaged, a copy that is no longer one, a part of the
 * machine that does not work.
 */
export interface Fault {
  /** The same for the same trouble with the same thing. */
  readonly key: string
  /** What the newest event says, as a sentence. */
  readonly sentence: string
  /** A few words for a list: `write errors on vda`. */
  readonly short: string
  readonly severity: 'warn' | 'bad'
  /** When it began, or how much of it there is where only its trace is left ... */
  readonly from: number
  /** ... and when it was told last, or the same. Whoever has seen it up to here is not told again while it goes on. */
  readonly to: number
  /** How many events told of it; undefined where only its trace is left. */
  readonly times: number | undefined
  /** The block device that it is about, where that is known. */
  readonly device: string | undefined
}

/** An event that tells of trouble, or of its end, and how often the same has come, with little time between. */
export interface TroubleEvent extends SeenEvent {
  /** When the first of them came, in ms since 1970. */
  readonly since?: number
  readonly times?: number
}

type Data = Readonly<Record<string, unknown>>

/** What an event tells: trouble with something, that it is over, or nothing of the kind. */
type Told = { readonly trouble: string; readonly short: string } | { readonly over: string } | undefined

const trouble = (key: string, short: string): Told => ({ trouble: key, short })
const over = (key: string): Told => ({ over: key })
const first = (...values: unknown[]) => values.map(text).find((value) => value !== undefined && value !== '')
const idOf = (path: string | undefined) =>
  path?.split('/').findLast((step) => step !== '' && step !== 'virtio-backend')

function ioError({ action, device, operation, ...data }: Data): Told {
  // With `stop` the VM stands, and repeats the operation when it is resumed.
  if (action !== 'report' && action !== 'ignore') return undefined
  const node = text(data['node-name'])
  const disk = first(idOf(text(data['qom-path'])), device, node) ?? 'a disk'
  return trouble(`disk ${disk} ${text(operation)}`, `${text(operation) ?? 'I/O'} errors on ${disk}`)
}

function jobEnded({ device, error }: Data): Told {
  const job = text(device) ?? ''
  return error === undefined ? over(`job ${job}`) : trouble(`job ${job}`, `job ${job} failed`)
}

const unplugRefused = ({ device, path }: Data): Told => {
  const id = first(device, idOf(text(path))) ?? 'a device'
  return trouble(`unplug ${id}`, `${id} not unplugged`)
}

const netdevLost = ({ 'netdev-id': id }: Data): Told =>
  trouble(`netdev ${text(id)}`, `${text(id)} disconnected`)
const netdevBack = ({ 'netdev-id': id }: Data): Told => over(`netdev ${text(id)}`)

/** Of a watchdog that paused the VM or turned it off, the run state tells. */
const unpaused: ReadonlySet<unknown> = new Set(['none', 'inject-nmi', 'reset', 'shutdown'])

const crashed = trouble('crash', 'guest kernel panicked')

/** What tells of trouble, or of its end. */
const tellers: Readonly<Partial<Record<EventName, (data: Data) => Told>>> = {
  BLOCK_IO_ERROR: ioError,
  BLOCK_IMAGE_CORRUPTED: ({ device, 'node-name': node }) => {
    const disk = first(device, node) ?? 'a disk'
    return trouble(`image ${disk}`, `image of ${disk} corrupted`)
  },
  BLOCK_JOB_ERROR: ({ device, action }) => {
    const job = text(device) ?? ''
    // What a job skipped is missing in its copy, however it ends.
    return trouble(action === 'ignore' ? `job ${job} skipped` : `job ${job}`, `errors in job ${job}`)
  },
  BLOCK_JOB_COMPLETED: jobEnded,
  BLOCK_JOB_CANCELLED: ({ device }) => over(`job ${text(device)}`),
  QUORUM_FAILURE: ({ reference }) =>
    trouble(`quorum ${text(reference)}`, `no majority on ${text(reference)}`),
  QUORUM_REPORT_BAD: ({ 'node-name': node }) => trouble(`copy ${text(node)}`, `bad copy ${text(node)}`),
  MEM_UNPLUG_ERROR: unplugRefused,
  DEVICE_UNPLUG_GUEST_ERROR: unplugRefused,
  DEVICE_DELETED: ({ device }) => over(`unplug ${text(device)}`),
  MEMORY_FAILURE: ({ recipient, action }) =>
    trouble(`memory ${text(recipient)} ${text(action)}`, 'memory errors on the host'),
  GUEST_CRASHLOADED: () => crashed,
  GUEST_PANICKED: ({ action }) => (action === 'run' ? crashed : undefined),
  WATCHDOG: ({ action }) => (unpaused.has(action) ? trouble('watchdog', 'watchdog expired') : undefined),
  RESET: ({ reason }) => (reason === 'guest-panic' ? crashed : undefined),
  MIGRATION: ({ status }) => {
    if (status === 'failed') return trouble('migration', 'migration failed')
    if (status === 'postcopy-paused') return trouble('migration', 'migration interrupted')
    return status === 'cancelling' || status === 'cancelled' ? undefined : over('migration')
  },
  VFIO_MIGRATION: ({ 'device-id': id, 'device-state': state }) =>
    state === 'error' ? trouble(`vfio ${text(id)}`, `${text(id)} in error state`) : over(`vfio ${text(id)}`),
  COLO_EXIT: ({ reason }) => (reason === 'error' ? trouble('colo', 'COLO ended by an error') : undefined),
  DUMP_COMPLETED: ({ error, result }) => {
    const failed = error !== undefined || (result as Data | undefined)?.['status'] === 'failed'
    return failed ? trouble('dump', 'memory dump failed') : over('dump')
  },
  PR_MANAGER_STATUS_CHANGED: ({ id, connected }) =>
    connected === false ? trouble(`pr ${text(id)}`, `${text(id)} disconnected`) : over(`pr ${text(id)}`),
  NETDEV_STREAM_DISCONNECTED: netdevLost,
  NETDEV_VHOST_USER_DISCONNECTED: netdevLost,
  NETDEV_STREAM_CONNECTED: netdevBack,
  NETDEV_VHOST_USER_CONNECTED: netdevBack,
}

/** In ms: a guest that needs longer to reboot is in no loop. */
const rebootsEvery = 15_000
const rebootsOfLoop = 5

/**
 * What is wrong with a VM that goes on all the same, the newest last, after these events, oldest first. What an event says to
 * be well again is left out. A reset mends no data, and leaves what was. Devices go by the names that the rows have for them.
 */
export function faultsOf(
  events: readonly TroubleEvent[],
  rows: readonly BlockDeviceRow[] = [],
): readonly Fault[] {
  const faults = new Map<string, Fault>()
  for (const event of events) {
    const { name, at, since = at, times = 1 } = event
    const row = deviceOfEvent(event, rows)
    const data = row ? { ...event.data, device: row.name, 'qom-path': undefined } : (event.data ?? {})
    const told = Object.hasOwn(tellers, name) ? tellers[name as EventName]?.(data) : undefined
    if (!told) continue
    if ('over' in told) {
      faults.delete(told.over)
      continue
    }
    const { trouble: key, short } = told
    const before = faults.get(key)
    const { text: sentence, severity } = describeEvent(name, data)
    faults.delete(key)
    faults.set(key, {
      key,
      sentence,
      short,
      severity: severity === 'bad' ? 'bad' : 'warn',
      from: before?.from ?? since,
      to: at,
      times: (before?.times ?? 0) + times,
      device: row?.key,
    })
  }
  return [...faults.values(), ...events.flatMap(loopOf)]
}

/** A guest that reboots again and again. */
function loopOf({ name, data, at, since = at, times = 1 }: TroubleEvent): readonly Fault[] {
  const isLoop = times >= rebootsOfLoop && at - since <= rebootsEvery * times
  if (name !== 'RESET' || data?.['guest'] !== true || !isLoop) return []
  const often = `${times} times within ${formatDuration(at - since)}`
  return [
    {
      key: 'reboots',
      sentence: `The guest rebooted ${often}.`,
      short: `rebooted ${often}`,
      severity: 'warn',
      from: since,
      to: at,
      times,
      device: undefined,
    },
  ]
}
