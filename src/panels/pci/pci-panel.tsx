import { type PciRegion, type PciRow, pciRows } from '#model/pci.ts'
import { formatBytes } from '#model/units.ts'
import type { PanelProps } from '#panels/panel.ts'
import { type Column, DataTable } from '#ui/data-table.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { Facts } from '#ui/facts.tsx'
import { Icon } from '#ui/icon.tsx'
import { Unanswered } from '#ui/unanswered.tsx'
import { untrusted } from '#ui/untrusted.tsx'

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
    cell: ({ id }) => (id ? <b>{untrusted(id)}</b> : <span className="text-ink-3">–</span>),
  },
]

/** What a device is; its interrupt and regions are folded away, since few need them. */
function DeviceCell({ row }: { row: PciRow }) {
  const { irq, regions } = row
  if (irq === undefined && regions.length === 0) {
    return (
      <div className="pl-5">
        <DeviceWords row={row} />
      </div>
    )
  }
  return (
    <details className="group">
      <summary className="flex list-none items-start gap-1 phone:-my-3 phone:py-3 [&::-webkit-details-marker]:hidden">
        <Icon name="right" className="mt-0.5 text-ink-3 group-open:rotate-90" />
        <span className="min-w-0">
          <DeviceWords row={row} />
        </span>
      </summary>
      <div className="py-1 pl-5 phone:pt-4">
        <Regions irq={irq} regions={regions} />
      </div>
    </details>
  )
}

function DeviceWords({ row: { className, ids, behind, ...names } }: { row: PciRow }) {
  const name = nameOf(names)
  return (
    <>
      {untrusted(className)}
      {name && <span className="text-ink-2">, {untrusted(name)}</span>}{' '}
      <code className="text-ink-3">{ids}</code>
      {behind && <span className="text-ink-2">, leads to {busWords(behind)}</span>}
    </>
  )
}

/** `Intel 82574L`, but not `Virtio virtio net`. */
function nameOf({ vendor, device }: Pick<PciRow, 'vendor' | 'device'>): string | undefined {
  if (!vendor || !device) return device ?? vendor
  return device.toLowerCase().startsWith(vendor.toLowerCase()) ? device : `${vendor} ${device}`
}

function busWords({ from, to }: { from: number; to: number }): string {
  const hex = (bus: number) => bus.toString(16).padStart(2, '0')
  return from === to ? `bus ${hex(from)}` : `buses ${hex(from)} to ${hex(to)}`
}

interface RegionsProps {
  irq: number | undefined
  regions: readonly PciRegion[]
}

/** Interrupt and regions of a device, to the last digit. */
function Regions({ irq, regions }: RegionsProps) {
  return (
    <Facts
      facts={[
        { name: 'IRQ', value: irq },
        ...regions.map((region) => ({ name: region.name, value: <Region region={region} /> })),
      ]}
    />
  )
}

function Region({ region: { kind, size, address, prefetchable, is64Bit } }: { region: PciRegion }) {
  const said = [
    kind,
    size !== undefined && formatBytes(size),
    is64Bit && '64-bit',
    prefetchable && 'prefetchable',
    address === undefined && 'not mapped',
  ]
  return (
    <>
      {said.filter(Boolean).join(', ')}
      {address !== undefined && (
        <>
          {' '}
          at <code>0x{address.toString(16)}</code>
        </>
      )}
    </>
  )
}
