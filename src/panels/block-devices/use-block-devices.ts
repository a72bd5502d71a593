import { useState } from 'react'
import { items } from '#model/answer.ts'
import { type BlockDeviceDetails, blockDeviceDetails } from '#model/block-device-details.ts'
import { inReadingOrder } from '#model/block-device-order.ts'
import { type BlockDeviceRow, blockDeviceRows } from '#model/block-devices.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import { type BlockRates, blockRates } from '#model/rates.ts'
import { type Samples, withSample } from '#model/sampling.ts'
import { commands, type VmOf } from '#panels/panel.ts'
import type { BlockStats } from '#qapi/names.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { Read } from '#query/use-read.ts'

/** A device with what it does now, and what is worth knowing about it beside. */
export interface BlockDeviceLine extends BlockDeviceRow {
  /** Undefined until two answers tell, and where there is no medium to read or write. */
  rates: BlockRates | undefined
  details: BlockDeviceDetails
}

export interface BlockDevices {
  /** Undefined until QEMU has answered. */
  lines: BlockDeviceLine[] | undefined
  error: QmpError | undefined
}

export const blockDevicesCommands = commands({
  needs: ['query-block'],
  reads: ['query-blockstats', 'qom-list'],
  acts: ['eject', 'blockdev-change-medium', 'change', 'blockdev-open-tray', 'blockdev-close-tray'],
})

export type BlockDevicesVm = VmOf<typeof blockDevicesCommands>

export function useBlockDevices(vm: BlockDevicesVm): BlockDevices {
  const blocks = vm.useRead('query-block')
  // Counters move without any event, so they are asked for as long as somebody looks.
  const stats = vm.useRead('query-blockstats', { every: 2000 })
  const containers = vm.useReads(
    'qom-list',
    deviceContainers.map((path) => ({ path })),
  )
  const samples = useSamples(stats)
  if (!blocks.data) return { lines: undefined, error: blocks.error }

  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, containers[index]?.data))
  const rowsWith = (counters: BlockStats[] | undefined) => blockDeviceRows(blocks.data, counters, devices)
  const before = rowsWith(samples?.before?.stats)
  const latest = rowsWith(samples?.latest.stats)
  const answers = items(blocks.data)
  const lines = rowsWith(stats.data).map((row, index) => ({
    ...row,
    rates: row.medium && ratesBetween(samples, before[index], latest[index]),
    details: blockDeviceDetails(answers[index] ?? {}),
  }))
  return { lines: inReadingOrder(lines), error: undefined }
}

interface Sample {
  at: number
  stats: BlockStats[]
}

function useSamples({ data, at }: Read<BlockStats[]>): Samples<Sample> | undefined {
  const [samples, setSamples] = useState<Samples<Sample>>()
  if (!data || at === undefined || at === samples?.latest.at) return samples
  const next = withSample(samples, { at, stats: data })
  if (next !== samples) setSamples(next)
  return next
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
