import { Unanswered } from '#panels/unanswered.tsx'
import { CpuMeters } from './cpu-meters.tsx'
import { CpuSlots } from './cpu-slots.tsx'
import { CpuSummary } from './cpu-summary.tsx'
import { CpuTable } from './cpu-table.tsx'
import { type CpusVm, useCpuLoad, useCpus } from './use-cpus.ts'

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
