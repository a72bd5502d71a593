import type { PciRow } from '#model/pci.ts'
import { foreign } from '#ui/foreign.tsx'
import { Icon } from '#ui/icon.tsx'
import { Regions } from './regions.tsx'

/** What a device is; its interrupt and regions are folded away, since few need them. */
export function DeviceCell({ row }: { row: PciRow }) {
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
      {foreign(className)}
      {name && <span className="text-ink-2">, {foreign(name)}</span>}{' '}
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
