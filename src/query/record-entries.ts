import type { WatchGap } from '#api/types.ts'
import { formatDateTime, formatTime } from '#model/time.ts'
import type { NewLogEntry } from './event-log.ts'
import type { TimedEvent } from './state-history.ts'

/** An event that the bridge has seen, by its number in its record. */
export interface Missed {
  seq: number
  event: TimedEvent
  /** Whether QEMU knew the time. */
  hostClock: boolean
}

interface Found {
  vm: string
  missed: readonly Missed[]
  gaps: readonly WatchGap[]
  now: number
  /** There was another record, which is lost. */
  beganAnew: boolean
}

/** What was found in the bridge's record, as lines of the log, oldest first. */
export function recordEntries({ vm, missed, gaps, now, beganAnew }: Found): NewLogEntry[] {
  const say = (at: number, words: string): NewLogEntry => ({
    kind: 'connection',
    vm,
    at,
    words,
    severity: 'info',
  })
  const placed = [
    ...missed.map(({ seq, event: { name, data, text, at }, hostClock }) => ({
      place: seq,
      entry: { kind: 'event', vm, at, name, data, text, hostClock } satisfies NewLogEntry,
    })),
    ...gaps.map(({ after, from, to }) => ({ place: after + 0.5, entry: say(to, gapWords(from, to)) })),
  ]
  const entries = placed.sort((one, other) => one.place - other.place).map(({ entry }) => entry)
  return beganAnew ? [...entries, say(now, beganAnewWords)] : entries
}

const beganAnewWords =
  'The event record of this VM was restarted: events from while this page was disconnected may be missing.'

function gapWords(from: number, to: number): string {
  const isOneDay = new Date(from).toDateString() === new Date(to).toDateString()
  const time = (at: number) => (isOneDay ? formatTime(at, 'second') : formatDateTime(at, 'second'))
  return `Not watched from ${time(from)} to ${time(to)}; events of that time are unknown.`
}
