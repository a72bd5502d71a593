import type { CpuRow } from '#model/cpus.ts'
import { formatPercent } from '#model/units.ts'
import { MeterList } from '#ui/meter-list.tsx'
import type { CpuLoad } from './use-cpus.ts'

/** More bars than this say nothing at a glance; the page of the panel has them all. */
const most = 8

/** How busy each vCPU is, of one CPU of the host. */
export function CpuMeters({ rows, load }: { rows: readonly CpuRow[]; load: CpuLoad }) {
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
