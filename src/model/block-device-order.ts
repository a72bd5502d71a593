import type { BlockDeviceRow } from './block-devices.ts'

/** Disks first, drives with a tray next, and last what the guest has no device for; else as QEMU lists them. */
export function inReadingOrder<Row extends BlockDeviceRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b))
}

function rankOf({ attached, removable }: BlockDeviceRow): number {
  if (attached === false) return 2
  return removable ? 1 : 0
}
