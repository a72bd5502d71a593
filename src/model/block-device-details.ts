import type { BlockDevice } from '#qapi/names.ts'
import { amount, type Partially, text } from './answer.ts'
import { formatPerSecond, formatRate } from './units.ts'

/** What is worth knowing about a block device beside its line in the table. */
export interface BlockDeviceDetails {
  /** The cache mode by the name it has in `-drive cache=`, or its flags where it has none. */
  readonly cache: string | undefined
  /**
   * What the device's own throttling allows: `500 IOPS`, `10 MB/s read`; empty where it has no limit, `undefined` where
   * QEMU reports none.
   */
  readonly limits: readonly string[] | undefined
  /** Devices of one group share the limits. */
  readonly throttleGroup: string | undefined
  /** `on` or `unmap`, where writes of zeroes are looked for. */
  readonly detectZeroes: string | undefined
}

type Inserted = NonNullable<Partially<BlockDevice>['inserted']>

const cacheModes: Readonly<Record<string, string>> = {
  writeback: 'writeback',
  'writeback direct': 'none',
  'writeback no-flush': 'unsafe',
  '': 'writethrough',
  direct: 'directsync',
}

function cacheOf(cache: Inserted['cache']): string | undefined {
  if (typeof cache !== 'object' || cache === null) return undefined
  const flags = (['writeback', 'direct', 'no-flush'] as const)
    .filter((flag) => cache[flag] === true)
    .join(' ')
  return cacheModes[flags] ?? flags
}

function limitsOf(inserted: Inserted): string[] | undefined {
  // All six or none, since 1.1.
  if (amount(inserted.iops) === undefined && amount(inserted.bps) === undefined) return undefined
  const bytes = (limit: number, what: string) => `${formatRate(limit)}${what}`
  const operations = (limit: number, what: string) => `${formatPerSecond(limit)} IOPS${what}`
  const limits = [
    { limit: inserted.bps, words: bytes, what: '' },
    { limit: inserted.bps_rd, words: bytes, what: ' read' },
    { limit: inserted.bps_wr, words: bytes, what: ' write' },
    { limit: inserted.iops, words: operations, what: '' },
    { limit: inserted.iops_rd, words: operations, what: ' read' },
    { limit: inserted.iops_wr, words: operations, what: ' write' },
  ]
  return limits.flatMap(({ limit, words, what }) => {
    const allowed = amount(limit) ?? 0
    return allowed > 0 ? [words(allowed, what)] : []
  })
}

/** The details of one element of `query-block`'s answer. */
export function blockDeviceDetails({ inserted }: Partially<BlockDevice>): BlockDeviceDetails {
  if (typeof inserted !== 'object' || inserted === null)
    return { cache: undefined, limits: undefined, throttleGroup: undefined, detectZeroes: undefined }
  const limits = limitsOf(inserted)
  const detectZeroes = text(inserted.detect_zeroes)
  return {
    cache: cacheOf(inserted.cache),
    limits,
    throttleGroup: limits && limits.length > 0 ? text(inserted.group) : undefined,
    detectZeroes: detectZeroes === 'off' ? undefined : detectZeroes,
  }
}
