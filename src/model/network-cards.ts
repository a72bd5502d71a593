// How to find the network cards of a VM, since no query lists them: `query-rx-filter` answers for virtio-net only.
//
//  1. `qom-list` at each of `deviceContainers` and at `/machine` (4 reads), through `childrenOf`.
//  2. `qom-list` at each path of `devicesToAsk`: one device of each type that may be a card. A PC has none to ask
//     but its cards; a board nobody listed has some twenty.
//  3. The same for what is inside these, which is where a system on a chip has its cards (`/machine/soc/gem[0]`), and
//     once more for what is inside that (`partsToAsk`). A PC has nothing to ask here.
//  4. `qom-get` of `mac` and `netdev` at each card, that is each device of a type for which `isNetworkCard` holds.
//
// So a PC with two cards costs four reads, one or two, and four. Types do not change while QEMU runs, so steps 2 and 3
// are never stale; step 1 is after device_add and DEVICE_DELETED. A host's card that is passed through has no mac of
// QEMU's: model/pci-network.ts finds it among the PCI devices.
//
// Tried on QEMU 7.2 with q35, pc, isapc and microvm: the default card, -nic with virtio, e1000, e1000e, rtl8139,
// ne2k_pci, ne2k_isa, -device with and without id or netdev, usb-net, and virtio-net-device are all found; and the
// cards of ast2600-evb, xlnx-zcu102, xlnx-versal-virt, sifive_u, sabrelite, orangepi-pc, npcm750-evb, vexpress-a9, virt.
//
// What cannot be known by QMP, QOM included: whether the link is up (set_link answers nothing back, and even HMP's
// `info network` does not print it), what a netdev is (user, tap, bridge …), its addresses and forwarded ports, and
// how much went through. What a netdev is, the command line tells: model/netdevs.ts.
import type { QomProperty, RxFilter } from '#qapi/names.ts'
import type { Action } from './action.ts'
import { items, type Partially, text } from './answer.ts'
import { byName } from './natural-order.ts'
import { childrenOf, idOfPath, type QomChild } from './qom.ts'

/** Types that are no cards, of those every PC has: asking them would be a waste. All else is asked. */
const notACard = new RegExp(
  [
    '^(irq|(split|or)-irq|.*-bus|memory-region|(qemu-)?clock|container|System|iothread|bus|kvmvapic|vmport|vmmouse|port92)$',
    '^(hpet|i8042|i8257|fw_cfg.*|cfi\\.pflash\\d+|unimplemented-device|.*-pcihost|.*hart_array|.*cpu-cluster|virtio-mmio)$',
    '-cpu$',
    '^isa-(i8259|pit|pcspk|serial|parallel|fdc|ide|cirrus-vga|vga)$',
    '^(ICH9-(LPC|SMB)|i440FX|PIIX|piix|PM|ich9-|ioapic|mc146818rtc|smbus-eeprom|isabus-bridge|fw_cfg|pcie-root-port|ioh3420)',
    '^(VGA|cirrus-vga|qxl|floppy|ide-|scsi-|nvme|ahci|lsi|megasas|usb-(tablet|kbd|mouse|storage|hub)|.*-(uhci|ehci|xhci))',
    '^virtio-(blk|scsi|balloon|rng|serial|gpu|vga|input|keyboard|mouse|tablet|9p|crypto|iommu|mem|pmem|console)',
  ].join('|'),
)

/** One device of each type that may be a network card. */
export function devicesToAsk(devices: readonly QomChild[]): QomChild[] {
  const byType = new Map(
    devices.filter(({ type }) => !notACard.test(type)).map((device) => [device.type, device]),
  )
  return [...byType.values()]
}

type Properties = readonly Partially<QomProperty>[] | undefined

/** A device that was asked for its properties by `qom-list`, and what it answered. */
export interface AskedDevice {
  readonly device: QomChild
  readonly properties: Properties
}

/** What is inside of devices that were asked and are no cards themselves: a card has its own inner parts. */
export function partsOf(asked: readonly AskedDevice[]): QomChild[] {
  return asked
    .filter(({ properties }) => !isNetworkCard(properties))
    .flatMap(({ device, properties }) => childrenOf(device.path, properties))
}

/** One of each type that may be a network card, of the parts of devices and of no type that was asked already. */
export function partsToAsk(asked: readonly AskedDevice[]): QomChild[] {
  const known = new Set(asked.map(({ device }) => device.type))
  return devicesToAsk(partsOf(asked)).filter(({ type }) => !known.has(type))
}

/** Whether a device with these properties, from `qom-list`, is a network card. */
export function isNetworkCard(properties: Properties): boolean {
  const names = new Set(items(properties).map(({ name }) => name))
  return names.has('mac') && names.has('netdev')
}

/** What a guest wants to receive, from `query-rx-filter`. */
export interface ReceiveFilter {
  /** Which a guest may have changed. */
  readonly mac: string | undefined
  readonly promiscuous: boolean
  readonly broadcast: boolean
  /** `normal`, `none` or `all`. */
  readonly unicast: string | undefined
  readonly multicast: string | undefined
  readonly vlan: string | undefined
  readonly unicastMacs: readonly string[]
  readonly multicastMacs: readonly string[]
  /** Whether a table was too small, so that more than wanted is let through. */
  readonly overflow: boolean
}

/** One line of the table of network cards. */
export interface NetworkCardRow {
  readonly path: string
  readonly id: string | undefined
  readonly name: string
  /** What `-device` calls it. */
  readonly model: string
  readonly mac: string | undefined
  /** The backend; `undefined` for a card that is plugged into nothing. */
  readonly netdev: string | undefined
  /** Only for virtio-net. */
  readonly filter: ReceiveFilter | undefined
  /** What `set_link` calls it; `undefined` if QMP does not tell a name for it. */
  readonly linkName: string | undefined
  /** A device of the host that was passed through: no backend, no cable, and nothing of its own to ask QEMU. */
  readonly passedThrough: boolean
}

/** A card, and the answers of `qom-get` for its `mac` and `netdev`. */
export interface AskedCard extends QomChild {
  readonly mac: unknown
  readonly netdev: unknown
}

function texts(list: readonly string[] | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : []
}

function receiveFilter(answer: Partially<RxFilter>): ReceiveFilter {
  return {
    mac: text(answer['main-mac']),
    promiscuous: answer.promiscuous === true,
    broadcast: answer['broadcast-allowed'] === true,
    unicast: text(answer.unicast),
    multicast: text(answer.multicast),
    vlan: text(answer.vlan),
    unicastMacs: texts(answer['unicast-table']),
    multicastMacs: texts(answer['multicast-table']),
    overflow: answer['unicast-overflow'] === true || answer['multicast-overflow'] === true,
  }
}

/** A card with an id is named by it; QEMU names the others by model and number, and only their MAC tells which. */
function filterFor(
  filters: readonly Partially<RxFilter>[],
  id: string | undefined,
  mac: string | undefined,
): Partially<RxFilter> | undefined {
  if (id !== undefined) return filters.find(({ name }) => name === id)
  return filters.find((filter) => mac !== undefined && text(filter['main-mac'])?.toLowerCase() === mac)
}

/**
 * By name, the cards that the plan above has found. `filters` is the answer of `query-rx-filter`, where it was asked; note
 * that asking makes QEMU send the next NIC_RX_FILTER_CHANGED (V-09).
 */
export function networkCardRows(
  cards: readonly AskedCard[],
  filters?: readonly Partially<RxFilter>[],
): NetworkCardRow[] {
  const rows = cards.map(({ path, type, ...answers }) => {
    const id = idOfPath(path)
    const mac = text(answers.mac)?.toLowerCase()
    const netdev = text(answers.netdev)
    const filter = filterFor(items(filters), id, mac)
    const linkName = id ?? netdev ?? text(filter?.name)
    return {
      path,
      id,
      name: id ?? netdev ?? path.slice(path.lastIndexOf('/') + 1),
      model: type,
      mac,
      netdev,
      filter: filter && receiveFilter(filter),
      linkName,
      passedThrough: false,
    }
  })
  return rows.sort(byName)
}

/**
 * Plugs or unplugs the virtual cable. `set_link` takes the name of the card or of its netdev; use the same one both
 * ways, for a netdev that was taken down stays down when only its card is brought up.
 */
export function setLink({ name, linkName }: NetworkCardRow, up: boolean): Action<'set_link'> | undefined {
  if (linkName === undefined) return undefined
  const object = `for ${name}`
  const command = { command: 'set_link', arguments: { name: linkName, up } } as const
  return up
    ? { name: 'Link up', object, icon: 'plug', does: 'Plugs the virtual cable in.', ...command }
    : {
        name: 'Link down',
        object,
        icon: 'unplug',
        does: 'Pulls the virtual cable: the guest loses this network.',
        ...command,
      }
}
