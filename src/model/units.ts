/** What QEMU counts: an integer beyond 2^53 arrives as a bigint. */
export type Count = number | bigint

/** A unit to show several numbers under, as on the axis of a plot: divide by `divisor`, write `unit`. */
export interface Scale {
  readonly unit: string
  readonly divisor: number
}

const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB']
const mebibyte = 1024 ** 2

/** Grouped by thousands, without a trailing zero: `1,204`, `8.6`. QEMU may send nan or inf (F-12). */
function figure(value: number, decimals: number, unit?: string): string {
  if (!Number.isFinite(value)) return 'n/a'
  const digits = value.toLocaleString('en-US', { maximumFractionDigits: decimals })
  return unit === undefined ? digits : `${digits} ${unit}`
}

function threeDigits(value: number, unit?: string): string {
  const size = Math.abs(value)
  return figure(value, size >= 100 ? 0 : size >= 10 ? 1 : 2, unit)
}

/** The binary unit that suits the largest of some sizes in bytes. */
export function byteScale(largest: Count): Scale {
  let index = 0
  while (index < binaryUnits.length - 1 && Math.abs(Number(largest)) >= 1024 ** (index + 1)) index += 1
  return { unit: binaryUnits[index] ?? '', divisor: 1024 ** index }
}

/** Memory and images, in bytes: `512 MiB`, `8.6 GiB`, `0 B`. */
export function formatBytes(bytes: Count): string {
  const { unit, divisor } = byteScale(bytes)
  return threeDigits(Number(bytes) / divisor, unit)
}

/** A part of a whole, both in bytes, under one unit where that still says something: `8.6 of 20 GiB`. */
export function formatBytesOf(part: Count, whole: Count): string {
  const { divisor } = byteScale(whole)
  const share = Number(part) / divisor
  const tooSmall = share !== 0 && Math.abs(share) < 0.5
  return `${tooSmall ? formatBytes(part) : threeDigits(share)} of ${formatBytes(whole)}`
}

/** The unit that suits the largest of some rates in bytes a second, as for sizes; MiB/s where nothing moves. */
export function rateScale(largest: number): Scale {
  const isSmall = largest !== 0 && Math.abs(largest) < mebibyte / 20
  const { unit, divisor } = byteScale(isSmall ? largest : Math.max(Math.abs(largest), mebibyte))
  return { unit: `${unit}/s`, divisor }
}

/** Throughput, from bytes a second: `1.2 MiB/s`, `131 MiB/s`, `12 KiB/s`, `0 MiB/s`. */
export function formatRate(bytesPerSecond: number): string {
  const { unit, divisor } = rateScale(bytesPerSecond)
  const value = bytesPerSecond / divisor
  return figure(value, Math.abs(value) >= 100 ? 0 : 1, unit)
}

/** How many: `1,204`, to the last digit. */
export function formatCount(count: Count): string {
  return typeof count === 'bigint' ? count.toLocaleString('en-US') : figure(count, 0)
}

/** How many a second, as IOPS: `84`, and `0.4` where so little happens that it matters. */
export function formatPerSecond(perSecond: number): string {
  return figure(perSecond, Math.abs(perSecond) >= 10 ? 0 : 1)
}

/** A share of one: `37 %` for 0.37, `0.4 %` below one percent. */
export function formatPercent(share: number): string {
  const percent = share * 100
  return figure(percent, Math.abs(percent) >= 1 ? 0 : 1, '%')
}

/** A short time in milliseconds: `0.8 ms`, `62 ms`, `1.2 s`. */
export function formatLatency(milliseconds: number): string {
  if (Math.abs(milliseconds) >= 1000) return figure(milliseconds / 1000, 1, 's')
  return figure(milliseconds, Math.abs(milliseconds) >= 10 ? 0 : 2, 'ms')
}
