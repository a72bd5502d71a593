import type { PciBus, PciDevice } from '#qapi/names.ts'
import { amount, count, items, type Partially, text } from './answer.ts'
import { hex4, pciClassName, pciDeviceName, pciVendorName } from './pci-names.ts'
import type { Count } from './units.ts'

/** One region of a device, as a base address register (BAR) describes it. */
export interface PciRegion {
  /** `BAR 0` … `BAR 5`, or `ROM`. */
  readonly name: string
  readonly kind: 'I/O' | 'memory'
  readonly size: Count | undefined
  /** `undefined` while the guest has not mapped it. */
  readonly address: Count | undefined
  readonly prefetchable: boolean
  readonly is64Bit: boolean
}

/** One line of the table of PCI devices. */
export interface PciRow {
  /** `00:02.0`: bus, slot and function in hexadecimal. */
  readonly address: string
  /** How many bridges stand above it. */
  readonly depth: number
  /** The id a person gave it. */
  readonly id: string | undefined
  /** What it is for: `Ethernet card`. */
  readonly className: string
  /** `1af4:1000`. */
  readonly ids: string
  readonly vendor: string | undefined
  readonly device: string | undefined
  /** The interrupt line; `undefined` for a device that has no interrupt pin. */
  readonly irq: number | undefined
  readonly regions: readonly PciRegion[]
  /** For a bridge: the buses behind it. */
  readonly behind: { readonly from: number; readonly to: number } | undefined
}

const romBar = 6

type Region = NonNullable<Partially<PciDevice>['regions']>[number]

function regionOf(region: Region): PciRegion {
  const address = count(region.address)
  return {
    name: region.bar === romBar ? 'ROM' : `BAR ${region.bar ?? '?'}`,
    kind: region.type === 'io' ? 'I/O' : 'memory',
    size: count(region.size),
    address: address === undefined || address < 0 ? undefined : address,
    prefetchable: region.prefetch === true,
    is64Bit: region.mem_type_64 === true,
  }
}

const hex2 = (value: unknown): string => (amount(value) ?? 0).toString(16).padStart(2, '0')

function classNameOf({ class_info: info }: Partially<PciDevice>): string {
  const code = amount(info?.class)
  const known = code === undefined ? undefined : pciClassName(code)
  return known ?? text(info?.desc) ?? (code === undefined ? 'unknown' : `class ${hex4(code)}`)
}

function behindBridge({ pci_bridge: bridge }: Partially<PciDevice>): PciRow['behind'] {
  const from = amount(bridge?.bus?.secondary)
  return from === undefined ? undefined : { from, to: amount(bridge?.bus?.subordinate) ?? from }
}

function rowOf(device: Partially<PciDevice>, depth: number): PciRow {
  const vendor = amount(device.id?.vendor) ?? 0
  const product = amount(device.id?.device) ?? 0
  return {
    address: `${hex2(device.bus)}:${hex2(device.slot)}.${(amount(device.function) ?? 0).toString(16)}`,
    depth,
    id: text(device.qdev_id),
    className: classNameOf(device),
    ids: `${hex4(vendor)}:${hex4(product)}`,
    vendor: pciVendorName(vendor),
    device: pciDeviceName(vendor, product),
    irq: device.irq_pin === 0 ? undefined : amount(device.irq),
    regions: items(device.regions).map(regionOf),
    behind: behindBridge(device),
  }
}

function rowsBelow(devices: readonly Partially<PciDevice>[] | undefined, depth: number): PciRow[] {
  return items(devices).flatMap((device) => [
    rowOf(device, depth),
    ...rowsBelow(device.pci_bridge?.devices, depth + 1),
  ])
}

/** `query-pci`, its tree flattened: what stands behind a bridge follows it, one deeper. */
export function pciRows(buses: readonly Partially<PciBus>[] | undefined): PciRow[] {
  return items(buses).flatMap(({ devices }) => rowsBelow(devices, 0))
}
