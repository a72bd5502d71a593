import type { BlockCounters, BlockDevice, BlockStats, Version } from '#qapi/names.ts'
import { amount, items, type Partially, text } from './answer.ts'
import type { Filter } from './block-drivers.ts'
import { type Image, imageChain } from './image-chain.ts'
import { baseName } from './image-file.ts'
import { byName } from './natural-order.ts'
import { idOfPath, pathOfQdev, type QomChild } from './qom.ts'
import { isAtLeast } from './version.ts'

/** What is in a device: its image, and how the device reaches it. */
export interface Medium extends Image {
  /** The node that the device uses, which may be a filter above the image. */
  readonly node: string | undefined
  readonly readOnly: boolean
  /** The images that this one is based on, nearest first, as far as QEMU names them. */
  readonly backing: readonly Image[]
  /** How many there are. */
  readonly backingDepth: number
  /** Nodes between the device and the data of its image, nearest to the device first. */
  readonly filters: readonly Filter[]
  /** Started with `-snapshot`: what the guest writes is gone when QEMU ends. */
  readonly discardsWrites: boolean
}

/** How commands name a device: by qdev id or path since 2.8, by the name of its backend before. */
export type BlockDeviceAddress = { readonly id: string } | { readonly device: string }

/** One line of the table of block devices. */
export interface BlockDeviceRow {
  /** The same for one device from answer to answer. */
  readonly key: string
  readonly name: string
  /** The name of its backend (`-drive id=`), which is what old commands and many events call it. */
  readonly device: string | undefined
  /** QOM path or id of the device. */
  readonly qdev: string | undefined
  /** What `-device` calls it, where QOM was asked. */
  readonly model: string | undefined
  readonly kind: 'disk' | 'cdrom' | 'floppy' | 'firmware' | 'unknown'
  /** Whether the guest has a device for it; `undefined` where this QEMU cannot say (before 2.10). */
  readonly attached: boolean | undefined
  readonly removable: boolean
  readonly locked: boolean
  readonly tray: 'open' | 'closed' | undefined
  readonly medium: Medium | undefined
  /** `ok`, `failed`, `nospace`; `undefined` for devices that keep none, and for an empty drive that is well. */
  readonly ioStatus: string | undefined
  /**
   * Operations that failed since start; `undefined` where QEMU does not count them (before 2.5), and for an empty drive
   * without any.
   */
  readonly failed: number | undefined
  readonly counters: Partially<BlockCounters> | undefined
  readonly address: BlockDeviceAddress | undefined
}

type Inserted = NonNullable<Partially<BlockDevice>['inserted']>

function mediumOf(inserted: Inserted | undefined): Medium | undefined {
  if (typeof inserted !== 'object' || inserted === null) return undefined
  const { image, ...around } = imageChain(inserted)
  return { ...image, ...around, node: text(inserted['node-name']), readOnly: inserted.ro === true }
}

/** QEMU itself answers `unknown` since 1.0, so the model, the tray and the usual names must tell. */
function kindOf(block: Partially<BlockDevice>, model: string | undefined): BlockDeviceRow['kind'] {
  const device = text(block.device) ?? ''
  if (/^(?:pflash|mtd)\d+$/.test(device) || /\.flash\d+$/.test(text(block.qdev) ?? '')) return 'firmware'
  if (block.type === 'cdrom' || block.type === 'floppy') return block.type
  if (block.type === 'hd') return 'disk'
  if (model === 'floppy') return 'floppy'
  if (model !== undefined) return /-cd$/.test(model) ? 'cdrom' : 'disk'
  if (/^floppy\d+$/.test(device)) return 'floppy'
  if (/-cd\d+$/.test(device) || typeof block.tray_open === 'boolean') return 'cdrom'
  return block.removable === true ? 'unknown' : 'disk'
}

function nameOf(qdev: string | undefined, device: string | undefined, node: string | undefined): string {
  const path = qdev === undefined ? undefined : pathOfQdev(qdev)
  const id = path === undefined ? undefined : idOfPath(path)
  return id ?? device ?? node ?? (path === undefined ? 'unnamed' : baseName(path))
}

function statsFor(
  block: Partially<BlockDevice>,
  stats: readonly Partially<BlockStats>[],
): Partially<BlockStats> | undefined {
  const same = (a: unknown, b: unknown) => text(a) !== undefined && a === b
  const node = block.inserted?.['node-name']
  return (
    stats.find((candidate) => same(candidate.qdev, block.qdev)) ??
    stats.find((candidate) => same(candidate.device, block.device)) ??
    stats.find((candidate) => same(candidate['node-name'], node))
  )
}

/** Of the device at this path, or of the one that made it: `usb-storage` makes a SCSI disk of its own. */
function modelAt(path: string, models: ReadonlyMap<string, string>): string | undefined {
  const parent = path.replace(/\/[^/]+\/[^/]+$/, '')
  return models.get(path) ?? (models.get(parent) === 'usb-storage' ? 'usb-storage' : undefined)
}

function failedOperations(counters: Partially<BlockCounters> | undefined): number | undefined {
  const failed = [
    counters?.failed_rd_operations,
    counters?.failed_wr_operations,
    counters?.failed_flush_operations,
    counters?.failed_unmap_operations,
    counters?.failed_zone_append_operations,
  ].flatMap((operations) => amount(operations) ?? [])
  return failed.length > 0 ? failed.reduce((sum, operations) => sum + operations, 0) : undefined
}

function addressOf(qdev: string | undefined, device: string | undefined): BlockDeviceAddress | undefined {
  if (qdev !== undefined) return { id: qdev }
  return device === undefined ? undefined : { device }
}

/** QEMU gives a removable USB disk a tray, too, which no guest knows of. */
function trayOf(block: Partially<BlockDevice>, kind: BlockDeviceRow['kind']): BlockDeviceRow['tray'] {
  if (typeof block.tray_open !== 'boolean' || kind === 'disk') return undefined
  return block.tray_open ? 'open' : 'closed'
}

function rowOf(
  block: Partially<BlockDevice>,
  stats: Partially<BlockStats> | undefined,
  models: ReadonlyMap<string, string>,
): Omit<BlockDeviceRow, 'attached'> {
  const medium = mediumOf(block.inserted)
  const device = text(block.device)
  const qdev = text(block.qdev)
  const model = qdev === undefined ? undefined : modelAt(pathOfQdev(qdev), models)
  const counters = typeof stats?.stats === 'object' && stats.stats !== null ? stats.stats : undefined
  const kind = kindOf(block, model)
  const ioStatus = text(block['io-status'])
  const failed = failedOperations(counters)
  return {
    key: qdev ?? device ?? medium?.node ?? '',
    name: nameOf(qdev, device, medium?.node),
    device,
    qdev,
    model,
    kind,
    removable: block.removable === true,
    locked: block.locked === true,
    tray: trayOf(block, kind),
    medium,
    ioStatus: !medium && ioStatus === 'ok' ? undefined : ioStatus,
    failed: !medium && failed === 0 ? undefined : failed,
    counters,
    address: addressOf(qdev, device),
  }
}

/**
 * `query-block` joined with `query-blockstats` and with the models of the devices, as far as QOM was asked: what
 * `childrenOf` makes of `qom-list` at `/machine/peripheral`, `/machine/peripheral-anon`, `/machine/unattached`.
 * @param version what `query-version` answers; without it, one answer that names a device tells that QEMU names them all
 */
export function blockDeviceRows(
  blocks: readonly Partially<BlockDevice>[] | undefined,
  stats?: readonly Partially<BlockStats>[],
  devices: readonly QomChild[] = [],
  version?: Partially<Version>,
): BlockDeviceRow[] {
  const models = new Map(devices.map(({ path, type }) => [path, type]))
  const counters = items(stats)
  const known = items(blocks)
  const qemuNamesDevices =
    isAtLeast(version, 2, 10) === true || known.some(({ qdev }) => text(qdev) !== undefined)
  return known.map((block) => {
    const row = rowOf(block, statsFor(block, counters), models)
    return { ...row, attached: qemuNamesDevices ? row.qdev !== undefined : undefined }
  })
}

/** Disks, then removable drives, then firmware, then what the guest has no device for; each by name. */
export function inReadingOrder<Row extends BlockDeviceRow>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => rankOf(a) - rankOf(b) || byName(a, b))
}

function rankOf({ attached, removable, kind }: BlockDeviceRow): number {
  if (attached === false) return 3
  if (kind === 'firmware') return 2
  return removable ? 1 : 0
}
