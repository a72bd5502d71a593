import { items } from '#model/answer.ts'
import { type BlockDeviceDetails, blockDeviceDetails } from '#model/block-device-details.ts'
import { type BlockDeviceRow, blockDeviceRows, inReadingOrder } from '#model/block-devices.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import { type BlockRates, blockRates } from '#model/rates.ts'
import type { Samples } from '#model/sampling.ts'
import { type Throttling, throttleGroups, throttlingOf } from '#model/throttling.ts'
import type { BlockStats } from '#qapi/names.ts'
import { useSamples } from '#query/use-samples.ts'
import type { BlockDevicesVm } from './block-devices-vm.ts'

/** A device with what it does now, and how QEMU handles it. */
export interface BlockDeviceLine extends BlockDeviceRow {
  /** Undefined until two answers tell, and where there is no medium to read or write. */
  rates: BlockRates | undefined
  /** Its own limits, then those of the groups that it is in. */
  throttling: readonly Throttling[]
  details: BlockDeviceDetails
}

export interface BlockDevices {
  /** In reading order. */
  inGuest: BlockDeviceLine[]
  /** Drives that no device of the guest uses. */
  unused: BlockDeviceLine[]
}

/** What `query-block` and others say; empty until QEMU has answered. */
export function useBlockDevices(vm: BlockDevicesVm): BlockDevices {
  const { data: blocks } = vm.useRead('query-block')
  const stats = vm.useRead('query-blockstats')
  const { data: version } = vm.useRead('query-version')
  const containers = vm.useReads(
    'qom-list',
    deviceContainers.map((path) => ({ path })),
  )
  const { data, at } = stats
  const samples = useSamples(data && at !== undefined ? { at, stats: data } : undefined)
  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, containers[index]?.data))
  const rowsWith = (counters: BlockStats[] | undefined) => blockDeviceRows(blocks, counters, devices, version)
  const rows = rowsWith(stats.data)
  const limitsOf = useGroupLimits(vm, rows)
  const before = rowsWith(samples?.before?.stats)
  const latest = rowsWith(samples?.latest.stats)
  const answers = items(blocks)
  const lines = rows.map((row, index) => {
    const answer = answers[index] ?? {}
    return {
      ...row,
      rates: row.medium && ratesBetween(samples, before[index], latest[index]),
      throttling: throttlingOf(answer, row.medium?.filters ?? [], limitsOf),
      details: blockDeviceDetails(answer),
    }
  })
  const inOrder = inReadingOrder(lines)
  return {
    inGuest: inOrder.filter(({ attached }) => attached !== false),
    unused: inOrder.filter(({ attached }) => attached === false),
  }
}

/** The limits of the throttle groups that filters below these devices name. */
function useGroupLimits(vm: BlockDevicesVm, rows: readonly BlockDeviceRow[]) {
  const groups = throttleGroups(rows.flatMap(({ medium }) => medium?.filters ?? []))
  const answers = vm.useReads(
    'qom-get',
    groups.map((group) => ({ path: `/objects/${group}`, property: 'limits' })),
  )
  return (group: string) => answers[groups.indexOf(group)]?.data
}

interface Sample {
  at: number
  stats: BlockStats[]
}

function ratesBetween(
  samples: Samples<Sample> | undefined,
  before: BlockDeviceRow | undefined,
  latest: BlockDeviceRow | undefined,
): BlockRates | undefined {
  if (!samples?.before || !before?.counters || !latest?.counters) return undefined
  return blockRates(
    { at: samples.before.at, counters: before.counters },
    { at: samples.latest.at, counters: latest.counters },
  )
}
