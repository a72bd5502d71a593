import type { Action } from './action.ts'
import { amount, count } from './answer.ts'
import type { Count } from './units.ts'

/** Memory as the guest sees it, by its balloon driver. What it does not report is `undefined`, not zero. */
export interface GuestMemory {
  /** When the guest reported last, in milliseconds since 1970; `undefined` if it never has. */
  readonly reportedAt: number | undefined
  /** Bytes. */
  readonly total: Count | undefined
  /** Left without swapping: free, plus what caches can give back. */
  readonly available: Count | undefined
  readonly free: Count | undefined
  readonly caches: Count | undefined
  /** What is not available, or where the guest tells no better, not free. */
  readonly used: Count | undefined
  readonly swapIn: Count | undefined
  readonly swapOut: Count | undefined
  /** Counters. */
  readonly majorFaults: Count | undefined
  readonly minorFaults: Count | undefined
}

/** QEMU's words for "not reported" are 2^64-1, and -1 in old releases; a lossy parser rounds to 2^64. */
function reported(value: unknown): Count | undefined {
  const known = count(value)
  return known === undefined || known < 0 || known >= 2n ** 64n - 1n ? undefined : known
}

function difference(whole: Count | undefined, part: Count | undefined): Count | undefined {
  if (whole === undefined || part === undefined || part > whole) return undefined
  return typeof whole === 'number' && typeof part === 'number' ? whole - part : BigInt(whole) - BigInt(part)
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

/**
 * The answer of `qom-get` for `guest-stats` of a balloon device. It stays empty until someone sets the device's
 * `guest-stats-polling-interval`, and if the guest has no driver.
 */
export function guestMemory(guestStats: unknown): GuestMemory {
  const { stats, 'last-update': lastUpdate } = record(guestStats)
  const seconds = amount(lastUpdate) ?? 0
  const values = record(stats)
  const stat = (name: string) => reported(values[`stat-${name}`])
  const total = stat('total-memory')
  const available = stat('available-memory')
  const free = stat('free-memory')
  return {
    reportedAt: seconds > 0 ? seconds * 1000 : undefined,
    total,
    available,
    free,
    caches: stat('disk-caches'),
    used: difference(total, available ?? free),
    swapIn: stat('swap-in'),
    swapOut: stat('swap-out'),
    majorFaults: stat('major-faults'),
    minorFaults: stat('minor-faults'),
  }
}

/**
 * Tells QEMU how often to ask the guest for its memory, by the name that the button shall have.
 * @param device QOM path of the balloon device
 * @param seconds 0 for never
 */
export function askGuest(name: string, device: string, seconds: number): Action<'qom-set'> {
  const args = { path: device, property: 'guest-stats-polling-interval', value: seconds }
  return { name, command: 'qom-set', arguments: args }
}
