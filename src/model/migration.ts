import type { Return } from '#qapi/types.ts'
import { amount, type Partially, text } from './answer.ts'
import { formatBytes, formatPercent } from './units.ts'

/** What each status of a migration that goes on is called on the page. */
const goingOn: Readonly<Record<string, string>> = {
  setup: 'migration starting',
  'wait-unplug': 'migration waits for devices to be unplugged',
  active: 'migrating',
  'postcopy-active': 'migrating (postcopy)',
  'postcopy-recover': 'migration resuming',
  'postcopy-paused': 'migration interrupted',
  'pre-switchover': 'migration waits before the switch-over',
  device: 'migrating',
  colo: 'migrating (COLO)',
  cancelling: 'migration being cancelled',
}

/**
 * An outgoing migration that goes on, in words: `migrating, 34 %, 8 MiB/s`. Undefined where there is none.
 *
 * The share is that of the memory that is not dirty; it falls again where the guest writes faster than QEMU sends. QEMU
 * tells the speed in 10^6 bit/s, and 0 until it has measured it. Neither is shown as long as it is unknown.
 */
export function migrationWords(info: Partially<Return<'query-migrate'>> | undefined): string | undefined {
  const status = text(info?.status) ?? ''
  const word = Object.hasOwn(goingOn, status) ? goingOn[status] : undefined
  if (word === undefined) return undefined
  const total = amount(info?.ram?.total)
  const remaining = amount(info?.ram?.remaining)
  const megabits = amount(info?.ram?.mbps)
  const isKnown = total !== undefined && total > 0 && remaining !== undefined && remaining <= total
  return [
    word,
    isKnown && formatPercent((total - remaining) / total),
    megabits !== undefined && megabits > 0 && `${formatBytes(Math.round((megabits * 1_000_000) / 8))}/s`,
  ]
    .filter((part) => part !== false)
    .join(', ')
}
