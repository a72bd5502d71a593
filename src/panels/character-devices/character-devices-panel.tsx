import { type ChardevRow, chardevRows } from '#model/chardevs.ts'
import type { PanelProps } from '#panels/panel.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { untrusted } from '#ui/untrusted.tsx'

/** Serial ports, monitors and channels: where each leads, and who is at its ends. */
export function CharacterDevicesPanel({ vm }: PanelProps<'query-chardev'>) {
  const { data, error } = vm.useRead('query-chardev')
  if (!data) return <Unanswered error={error} lines={4} />
  if (data.length === 0) return <EmptyNote>This VM has no character device.</EmptyNote>
  return (
    <DataTable
      caption="Character devices"
      columns={columns}
      rows={chardevRows(data)}
      rowKey={(row) => row.label}
      stack
    />
  )
}

const columns: readonly Column<ChardevRow>[] = [
  {
    id: 'name',
    head: 'Name',
    cell: ({ label, use }) => (
      <>
        <b>{untrusted(label)}</b> {use && <span className="text-ink-3">{use}</span>}
      </>
    ),
  },
  {
    id: 'target',
    head: 'Backend',
    cell: ({ backend, target, side }) => (
      <>
        {untrusted(backend)} {target && <code>{untrusted(target)}</code>}
        {side && <span className="text-ink-3">, {side}</span>}
      </>
    ),
  },
  { id: 'link', head: 'Client', className: 'min-w-[92px]', cell: (row) => <OtherEnd row={row} /> },
  {
    id: 'frontend',
    head: 'Guest side',
    cell: ({ frontendOpen }) => (frontendOpen === undefined ? '–' : frontendOpen ? 'open' : 'closed'),
  },
]

function OtherEnd({ row: { link, side, peer } }: { row: ChardevRow }) {
  if (link === undefined) return <span className="text-ink-3">–</span>
  if (link === 'waiting') {
    return <span className="text-ink-2">{side === 'server' ? 'no client' : 'not connected'}</span>
  }
  return <>connected {peer && <code className="text-ink-2">{untrusted(peer)}</code>}</>
}
