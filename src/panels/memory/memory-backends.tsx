import { type MemoryBackendRow, memoryBackendRows } from '#model/memory.ts'
import { formatBytes } from '#model/units.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import type { MemoryVm } from './memory-vm.ts'

const columns: readonly Column<MemoryBackendRow>[] = [
  { id: 'id', head: 'Backend', cell: ({ id }) => <code>{untrusted(id ?? 'unnamed')}</code> },
  { id: 'flags', head: 'Flags', cell: ({ flags }) => flags.join(', ') || '–' },
  { id: 'policy', head: 'Host nodes', cell: policyOf, low: true },
  {
    id: 'size',
    head: 'Size',
    cell: ({ size }) => (size === undefined ? '–' : formatBytes(size)),
    numeric: true,
  },
]

/** Where the memory comes from on the host. */
export function MemoryBackends({ vm }: { vm: MemoryVm }) {
  const { data } = vm.useRead('query-memdev')
  const rows = memoryBackendRows(data)
  if (rows.length === 0) return null
  return (
    <DataTable
      caption="Memory backends"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id ?? `${row.size}`}
      stack
    />
  )
}

function policyOf({ policy, hostNodes }: MemoryBackendRow) {
  if (hostNodes.length === 0) return policy === 'default' ? 'any' : (policy ?? '–')
  return `${policy ?? ''} ${hostNodes.join(', ')}`.trim()
}
