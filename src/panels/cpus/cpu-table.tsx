import type { CpuRow } from '#model/cpus.ts'
import { formatDuration } from '#model/time.ts'
import { formatPercent } from '#model/units.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import type { CpuLoad } from './use-cpus.ts'

/** One line a vCPU: where it sits, the host's thread that runs it, and what that thread uses. */
export function CpuTable({ rows, load }: { rows: readonly CpuRow[]; load: CpuLoad }) {
  return (
    <DataTable
      caption="vCPUs"
      columns={columnsFor(rows, load)}
      rows={rows}
      rowKey={({ index }) => `${index}`}
      stack
    />
  )
}

function columnsFor(rows: readonly CpuRow[], { use, times, hostThread }: CpuLoad): Column<CpuRow>[] {
  const hasNodes = rows.some(({ numaNode }) => numaNode !== undefined && numaNode > 0)
  const tellsHalted = rows.some(({ halted }) => halted !== undefined)
  const columns: (Column<CpuRow> | false)[] = [
    { id: 'index', head: 'vCPU', cell: ({ index }) => <b>vCPU {index}</b> },
    { id: 'place', head: 'Place', cell: ({ place }) => place || '–' },
    hasNodes && { id: 'node', head: 'NUMA node', cell: ({ numaNode }) => numaNode ?? '–', numeric: true },
    tellsHalted && { id: 'halted', head: 'State', cell: ({ halted }) => (halted ? 'halted' : 'runs') },
    { id: 'thread', head: 'Host thread', cell: ({ threadId }) => hostThread(threadId) ?? '–', numeric: true },
    {
      id: 'use',
      head: 'Use',
      numeric: true,
      cell: ({ threadId }) => {
        const share = use?.ofThread(threadId)
        return share === undefined ? '–' : formatPercent(share)
      },
    },
    {
      id: 'time',
      head: 'CPU time',
      numeric: true,
      cell: ({ threadId }) => {
        const seconds = threadId === undefined ? undefined : times?.threads[threadId]
        return seconds === undefined ? '–' : formatDuration(seconds * 1000)
      },
    },
  ]
  return columns.filter((column) => column !== false)
}
