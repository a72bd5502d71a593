import { type PciRow, pciRows } from '#model/pci.ts'
import type { PanelProps } from '#panels/panel.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { foreign } from '#ui/foreign.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { DeviceCell } from './device-cell.tsx'

/** The devices on the PCI buses by address, those behind a bridge under it. */
export function PciPanel({ vm }: PanelProps<'query-pci'>) {
  const { data, error } = vm.useRead('query-pci')
  if (!data) return <Unanswered error={error} lines={6} />
  const rows = pciRows(data)
  if (rows.length === 0) return <EmptyNote>This machine has no PCI bus.</EmptyNote>
  return (
    <DataTable caption="PCI devices" columns={columns} rows={rows} rowKey={({ address }) => address} stack />
  )
}

const columns: readonly Column<PciRow>[] = [
  {
    id: 'address',
    head: 'Address',
    className: 'w-px whitespace-nowrap align-top!',
    cell: ({ address, depth }) => <code style={{ marginLeft: depth * 12 }}>{address}</code>,
  },
  { id: 'device', head: 'Device', cell: (row) => <DeviceCell row={row} /> },
  {
    id: 'id',
    head: 'ID',
    className: 'align-top!',
    cell: ({ id }) => (id ? <b>{foreign(id)}</b> : <span className="text-ink-3">–</span>),
  },
]
