import type { BlockDevice } from '#qapi/names.ts'
import { amount, type Partially, text } from './answer.ts'
import type { Filter } from './block-drivers.ts'
import { asOptions, type NodeOptions } from './image-file.ts'
import { formatBytes, formatPerSecond, formatRate } from './units.ts'

/** Limits of I/O at one place: the device's own, or those of a throttle group. */
export interface Throttling {
  /**
   * `500 IOPS`, `10 MiB/s read, burst 20 MiB/s`; empty where there is no limit, `undefined` where nobody knows: QEMU does
   * not report its own, or the group was not asked.
   */
  readonly limits: readonly string[] | undefined
  /** Devices of one group share the limits. */
  readonly group: string | undefined
}

type Inserted = NonNullable<Partially<BlockDevice>['inserted']>

/**
 * What limits a device: its own throttling, and the groups of the throttle filters below it.
 * @param groupLimits what `qom-get` of `limits` of this group has answered
 */
export function throttlingOf(
  { device, inserted }: Partially<BlockDevice>,
  filters: readonly Filter[],
  groupLimits: (group: string) => unknown,
): Throttling[] {
  const own = asOptions(inserted) && ownThrottling(inserted as Inserted, text(device))
  const below = throttleGroups(filters).map((group) => ({ limits: limitsOfGroup(groupLimits(group)), group }))
  return [...(own ? [own] : []), ...below]
}

/** The groups that these filters name, each once. */
export function throttleGroups(filters: readonly Filter[]): string[] {
  return [...new Set(filters.flatMap(({ throttleGroup }) => throttleGroup ?? []))]
}

function ownThrottling(inserted: Inserted, device: string | undefined): Throttling {
  const group = text(inserted.group)
  // All six or none, since 1.1.
  const isReported = amount(inserted.iops) !== undefined || amount(inserted.bps) !== undefined
  return {
    limits: isReported ? limitsIn(inserted as NodeOptions, '_', ownNames) : undefined,
    // Without a group of a name QEMU makes one that is called as the device.
    group: group === device ? undefined : group,
  }
}

function limitsOfGroup(answer: unknown): string[] | undefined {
  const limits = asOptions(answer)
  return limits && limitsIn(limits, '-', groupNames)
}

type Names = readonly [total: string, read: string, write: string]

const ownNames: Names = ['', '_rd', '_wr']
const groupNames: Names = ['-total', '-read', '-write']

/** 0 is no limit. A burst lasts a second unless told. */
function limitsIn(values: NodeOptions, joint: string, names: Names): string[] {
  const limit = (...parts: string[]) => amount(values[parts.join('')]) ?? 0
  const bytesOrOperations = [
    { unit: 'bps', words: formatRate },
    { unit: 'iops', words: (operations: number) => `${formatPerSecond(operations)} IOPS` },
  ]
  const limits = bytesOrOperations.flatMap(({ unit, words }) =>
    names.flatMap((name, index) => {
      const allowed = limit(unit, name)
      if (allowed <= 0) return []
      const burst = limit(unit, name, joint, 'max')
      const seconds = limit(unit, name, joint, 'max', joint, 'length')
      return [
        `${words(allowed)}${['', ' read', ' write'][index]}`,
        ...(burst > 0 ? [`burst ${words(burst)}${seconds > 1 ? ` for ${seconds} s` : ''}`] : []),
      ]
    }),
  )
  const size = limit('iops', joint, 'size')
  return limits.length > 0 && size > 0 ? [...limits, `counted in ${formatBytes(size)}`] : limits
}
