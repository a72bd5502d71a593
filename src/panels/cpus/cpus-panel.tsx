import type { CpuRow } from '#model/cpus.ts'
import { formatPercent } from '#model/units.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { MeterList } from '#ui/meter-list.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { type CpuLoad, type Cpus, type CpusVm, useCpuLoad, useCpus } from './use-cpus.ts'

const CpuSlots = lazyComponent(async () => (await import('./cpu-slots.tsx')).CpuSlots)
const CpuTable = lazyComponent(async () => (await import('./cpu-table.tsx')).CpuTable)

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
      {!brief && <CpuSlots vm={vm} cpus={cpus} />}
    </div>
  )
}

/** More bars than this say nothing at a glance; the page of the panel has them all. */
const most = 8

/** How busy each vCPU is, of one CPU of the host. */
function CpuMeters({ rows, load }: { rows: readonly CpuRow[]; load: CpuLoad }) {
  if (load.isUnknown || rows.length > most) return null
  return (
    <MeterList
      rows={rows.map(({ index, threadId }) => {
        const share = load.use?.ofThread(threadId)
        return {
          name: `vCPU ${index}`,
          value: share ?? 0,
          max: 1,
          text: share === undefined ? '–' : formatPercent(share),
        }
      })}
    />
  )
}

interface Props {
  cpus: Cpus
  rows: readonly CpuRow[]
  load: CpuLoad
}

/** Number, model and arrangement at the left; how busy at the right. */
function CpuSummary({ cpus, rows, load }: Props) {
  const use = averageUse(rows, load)
  return (
    <div>
      <div className="flex items-start justify-between gap-x-4">
        <div className="min-w-0">
          <p>
            <b>{countOf(rows.length, 'vCPU')}</b>
            {[cpus.model, cpus.arch].filter(Boolean).map((word) => `, ${word}`)}
          </p>
          <p className="text-label text-ink-3">
            {[cpus.topology, freeWords(cpus)].filter(Boolean).join(', ')}
          </p>
        </div>
        {!load.isUnknown && (
          <div className="shrink-0 text-right">
            <p className="text-title font-semibold">{use === undefined ? '–' : formatPercent(use)}</p>
            <p className="text-label text-ink-3">of {countOf(rows.length, 'vCPU')}, host time</p>
          </div>
        )}
      </div>
      {load.isUnknown && (
        <p className="text-label text-ink-3">CPU use needs the dashboard on QEMU’s Linux host.</p>
      )}
    </div>
  )
}

function averageUse(rows: readonly CpuRow[], { use }: CpuLoad): number | undefined {
  const known = rows.flatMap(({ threadId }) => use?.ofThread(threadId) ?? [])
  // With one thread for all vCPUs, as in QEMU before 2.9 under TCG, the sum would count it for each of them.
  const threads = new Set(rows.map(({ threadId }) => threadId)).size
  if (known.length === 0 || known.length < rows.length) return undefined
  return threads < rows.length ? known[0] : known.reduce((sum, share) => sum + share, 0) / rows.length
}

function freeWords({ freeSlots }: Cpus): string | undefined {
  const free = freeSlots?.reduce((sum, { count }) => sum + count, 0)
  if (free === undefined) return undefined
  return free === 0 ? 'no free slot' : `${free} free ${free === 1 ? 'slot' : 'slots'}`
}

function countOf(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
