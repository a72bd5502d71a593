import type { PciRegion } from '#model/pci.ts'
import { formatBytes } from '#model/units.ts'
import { Facts } from '#ui/facts.tsx'

interface RegionsProps {
  irq: number | undefined
  regions: readonly PciRegion[]
}

/** Interrupt and regions of a device, to the last digit. */
export function Regions({ irq, regions }: RegionsProps) {
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
