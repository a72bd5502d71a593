import { later } from '#ui/later.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { CpuMeters } from './cpu-meters.tsx'
import { CpuSummary } from './cpu-summary.tsx'
import { type CpusVm, useCpuLoad, useCpus } from './use-cpus.ts'

const CpuSlots = later(async () => (await import('./cpu-slots.tsx')).CpuSlots)
const CpuTable = later(async () => (await import('./cpu-table.tsx')).CpuTable)

/** How many vCPUs, how busy they are, and whether there could be more. */
export function CpusPanel({ vm, brief }: { vm: CpusVm; brief: boolean }) {
  const cpus = useCpus(vm)
  const load = useCpuLoad(vm)
  const { rows } = cpus
  if (!rows) return <Unanswered error={cpus.error} lines={brief ? 3 : 6} />
  return (
    <div className="grid gap-2">
      <CpuSummary cpus={cpus} rows={rows} load={load} />
      {brief ? <CpuMeters rows={rows} load={load} /> : <CpuTable rows={rows} load={load} />}
      {!brief && <CpuSlots slots={cpus.freeSlots} />}
    </div>
  )
}
