import type { BlockDeviceRow } from './block-devices.ts'
import { byName } from './natural-order.ts'

/** Disks, then removable drives, then firmware, then what the guest has no device for; each by name. */
export function inReadingOrder<Row extends BlockDeviceRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b) || byName(a, b))
}

function rankOf({ attached, removable, kind }: BlockDeviceRow): number {
  if (attached === false) return 3
  if (kind === 'firmware') return 2
  return removable ? 1 : 0
}
