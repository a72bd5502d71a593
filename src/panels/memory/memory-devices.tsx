import { type MemoryDeviceRow, memoryDeviceRows } from '#model/memory.ts'
import { memorySlots } from '#model/memory-slots.ts'
import { machinePath } from '#model/qom.ts'
import { formatBytes, formatBytesOf } from '#model/units.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import type { MemoryVm } from './memory-vm.ts'

const columns: readonly Column<MemoryDeviceRow>[] = [
  { id: 'id', head: 'Device', cell: ({ id }) => <b>{untrusted(id ?? 'unnamed')}</b> },
  { id: 'kind', head: 'Kind', cell: ({ kind }) => kind },
  { id: 'backend', head: 'Backend', cell: ({ backend }) => <code>{untrusted(backend ?? '–')}</code> },
  { id: 'slot', head: 'Slot', cell: ({ slot }) => slot ?? '–', numeric: true },
  { id: 'node', head: 'NUMA node', cell: ({ numaNode }) => numaNode ?? '–', numeric: true, low: true },
  { id: 'size', head: 'Size', cell: sizeOf, numeric: true },
]

/** DIMMs and their like, plugged in at the start or later. */
export function MemoryDevices({ vm }: { vm: MemoryVm }) {
  const { data } = vm.useRead('query-memory-devices')
  if (!data) return null
  const rows = memoryDeviceRows(data)
  if (rows.length > 0) {
    return (
      <DataTable
        caption="Memory devices"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id ?? `${row.kind} ${row.slot}`}
        stack
      />
    )
  }
  return <NoDevice vm={vm} />
}

/** Whether this machine has room for a DIMM, and what would plug one in. */
function NoDevice({ vm }: { vm: MemoryVm }) {
  const ofMachine = (property: string) => ({ args: { path: machinePath, property } })
  const memory = vm.useRead('qom-get', ofMachine('memory')).data
  const type = vm.useRead('qom-get', ofMachine('type')).data
  const summary = vm.useRead('query-memory-size-summary').data
  const slots = memorySlots(memory, type, summary, 0)
  if (!slots) return null
  const { free, max } = slots
  if (free === 0) return <EmptyNote>No DIMM is plugged in, and there is no slot for one.</EmptyNote>
  return (
    <EmptyNote
      hint={
        <>
          <code>object-add memory-backend-ram</code> and <code>device_add pc-dimm</code> plug one in.
        </>
      }
    >
      No DIMM is plugged in. {free === 1 ? '1 slot is' : `${free} slots are`} free
      {max !== undefined && `, for up to ${formatBytes(max)} of memory in all`}.
    </EmptyNote>
  )
}

function sizeOf({ size, requested, max }: MemoryDeviceRow) {
  if (size === undefined) return '–'
  const shown = max === undefined ? formatBytes(size) : formatBytesOf(size, max)
  return requested === undefined || requested === size ? shown : `${shown}, asked: ${formatBytes(requested)}`
}
