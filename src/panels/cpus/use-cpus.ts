import { cpuModel, cpuTopology } from '#model/cpu-topology.ts'
import { type CpuTimes, type CpuUse, cpuUse } from '#model/cpu-use.ts'
import { type CpuRow, type CpuSlot, cpuRows, freeCpuSlots, oldCpuRows } from '#model/cpus.ts'
import { commands, type VmOf } from '#panels/panel.ts'
import type { QmpError } from '#qmp/errors.ts'
import { processMayBeOld } from '#query/may-be-old.ts'
import { useSamples } from '#query/use-samples.ts'
import { firstAvailable } from '#schema/replacements.ts'

export const cpusCommands = commands({
  needs: ['query-cpus-fast', 'query-cpus'],
  reads: ['query-hotpluggable-cpus', 'query-target', 'query-machines', 'qom-list', 'qom-get'],
})

export type CpusVm = VmOf<typeof cpusCommands>

export interface Cpus {
  /** Undefined until QEMU has answered. */
  rows: readonly CpuRow[] | undefined
  error: QmpError | undefined
  model: string | undefined
  arch: string | undefined
  topology: string | undefined
  /** Undefined where QEMU does not tell. */
  freeSlots: readonly CpuSlot[] | undefined
  /** QEMU has said that this type of machine takes no further vCPU. */
  takesNoMore: boolean
}

/** What the machine has, and has room for. */
export function useCpus(vm: CpusVm): Cpus {
  const way = firstAvailable((command) => vm.has(command), 'query-cpus-fast')
  const fast = vm.useRead('query-cpus-fast')
  // The older query stops every vCPU for a moment.
  const old = vm.useRead('query-cpus', { when: way === 'query-cpus' })
  const hotpluggable = vm.useRead('query-hotpluggable-cpus')
  const slots = hotpluggable.data
  const arch = vm.useRead('query-target').data?.arch
  const rows = fast.data ? cpuRows(fast.data) : old.data && oldCpuRows(old.data)
  const path = rows?.[0]?.path
  const topology = cpuTopology(slots)
  const type = vm.useRead('qom-get', {
    args: { path: path ?? '', property: 'type' },
    when: path !== undefined && topology.model === undefined,
  }).data
  return {
    rows,
    error: fast.error ?? old.error,
    model: topology.model ?? cpuModel(type),
    arch,
    topology: topology.words,
    freeSlots: slots && freeCpuSlots(slots),
    takesNoMore: hotpluggable.error?.kind === 'refused',
  }
}

export interface CpuLoad {
  times: CpuTimes | undefined
  /** Undefined until two readings tell. */
  use: CpuUse | undefined
  /** The host's id of a thread, by QEMU's own: in a PID namespace they differ. */
  hostThread: (id: number | undefined) => number | undefined
  /** Whether the bridge cannot tell: another host, another system. */
  isUnknown: boolean
}

/** How busy the threads of QEMU are, by what the host says of its process. */
export function useCpuLoad(vm: CpusVm): CpuLoad {
  const { data, at } = vm.useProcess(processMayBeOld.cpuTime)
  const { cpuSeconds, threads } = data ?? {}
  const times = cpuSeconds && threads && at ? { at, process: cpuSeconds, threads } : undefined
  const samples = useSamples(times)
  const use = samples?.before && cpuUse(samples.before, samples.latest)
  const hostThread: CpuLoad['hostThread'] = (id) => (id === undefined ? id : (data?.hostThreads?.[id] ?? id))
  return { times, use, hostThread, isUnknown: data === null }
}
