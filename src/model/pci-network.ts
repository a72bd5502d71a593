import type { PciBus, PciDevice } from '#qapi/names.ts'
import { amount, items, type Partially, text } from './answer.ts'
import type { NetworkCardRow } from './network-cards.ts'
import { idOfPath, type QomChild } from './qom.ts'

type Device = Partially<PciDevice>

/** Network controllers, of whichever kind. */
const networkClass = 0x02

function networkFunctions(devices: readonly Device[] | undefined): Device[] {
  return items(devices).flatMap((device) => [
    ...((amount(device.class_info?.class) ?? 0) >> 8 === networkClass ? [device] : []),
    ...networkFunctions(device.pci_bridge?.devices),
  ])
}

const hex = (value: unknown, digits: number) => (amount(value) ?? 0).toString(16).padStart(digits, '0')

const isVfio = ({ type }: QomChild) => /^vfio-(user-)?pci/.test(type)

/**
 * The network functions in `query-pci` that are none of the cards that QOM shows: those of the host, passed through by
 * `vfio-pci`, and virtual functions. A function with an id is known by it; of those without, QEMU does not tell which
 * device they are, so as many are left as there are more functions than cards, from the end.
 *
 * @param cards what the search through QOM has found
 * @param devices of `deviceContainers`, for the type of a device by its id
 */
export function otherNetworkFunctions(
  buses: readonly Partially<PciBus>[] | undefined,
  cards: readonly NetworkCardRow[],
  devices: readonly QomChild[],
): NetworkCardRow[] {
  const functions = items(buses).flatMap((bus) => networkFunctions(bus.devices))
  const known = new Set(cards.map(({ id }) => id))
  const named = functions.filter(({ qdev_id: id }) => text(id) !== undefined && !known.has(text(id)))
  const unnamed = functions.filter(({ qdev_id: id }) => text(id) === undefined)
  const spare = unnamed.length - cards.filter(({ id }) => id === undefined).length
  const unnamedVfio = devices.find((device) => isVfio(device) && idOfPath(device.path) === undefined)
  return [...named, ...(spare > 0 ? unnamed.slice(-spare) : [])].map((device) => {
    const id = text(device.qdev_id)
    const type = id === undefined ? unnamedVfio : devices.find(({ path }) => idOfPath(path) === id)
    const address = `${hex(device.bus, 2)}:${hex(device.slot, 2)}.${hex(device.function, 1)}`
    return {
      path: `pci ${address}`,
      id,
      name: id ?? `PCI ${address}`,
      model: type?.type ?? `${hex(device.id?.vendor, 4)}:${hex(device.id?.device, 4)}`,
      mac: undefined,
      netdev: undefined,
      filter: undefined,
      linkName: undefined,
      passedThrough: type !== undefined && isVfio(type),
    }
  })
}
