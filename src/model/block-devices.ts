import type { BlockCounters, BlockDevice, BlockStats } from '#qapi/names.ts'
import { amount, count, items, type Loose, text } from './answer.ts'
import { baseName, imageName, imagePath } from './image-file.ts'
import { idOfPath, pathOfQdev, type QomChild } from './qom.ts'
import type { Count } from './units.ts'

/** The image in a device. */
export interface Medium {
  /** File name without directories; the name of the node where no file name describes the image. */
  readonly name: string
  /** The file as far as QEMU tells it, or QEMU's own `json:{…}` or URL. */
  readonly path: string
  readonly format: string | undefined
  readonly node: string | undefined
  readonly virtualSize: Count | undefined
  /** What the file takes on the host; unknown for many network images. */
  readonly actualSize: Count | undefined
  readonly readOnly: boolean
  readonly encrypted: boolean
  /** How many images this one is built upon. */
  readonly backingDepth: number
  readonly backing: string | undefined
  readonly throttled: boolean
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
  readonly kind: 'disk' | 'cdrom' | 'floppy' | 'unknown'
  /** Whether the guest has a device for it; `undefined` where QEMU is too old to say (before 2.10). */
  readonly attached: boolean | undefined
  readonly removable: boolean
  readonly locked: boolean
  readonly tray: 'open' | 'closed' | undefined
  readonly medium: Medium | undefined
  /** `ok`, `failed`, `nospace`; `undefined` for devices that keep none. */
  readonly ioStatus: string | undefined
  /** Operations that failed since start, or `undefined` where QEMU does not count them (before 2.5). */
  readonly failed: number | undefined
  readonly counters: Loose<BlockCounters> | undefined
  readonly address: BlockDeviceAddress | undefined
}

type Inserted = NonNullable<Loose<BlockDevice>['inserted']>

function isThrottled(inserted: Inserted): boolean {
  const { bps, bps_rd, bps_wr, iops, iops_rd, iops_wr } = inserted
  return [bps, bps_rd, bps_wr, iops, iops_rd, iops_wr].some((limit) => (amount(limit) ?? 0) > 0)
}

function mediumOf(inserted: Inserted | undefined): Medium | undefined {
  if (typeof inserted !== 'object' || inserted === null) return undefined
  const path = imagePath(text(inserted.image?.filename) ?? text(inserted.file) ?? '')
  const format = text(inserted.drv) ?? text(inserted.image?.format)
  const node = text(inserted['node-name'])
  return {
    path,
    name: imageName(path, { node, format }),
    format,
    node,
    virtualSize: count(inserted.image?.['virtual-size']),
    actualSize: count(inserted.image?.['actual-size']),
    readOnly: inserted.ro === true,
    encrypted: inserted.encrypted === true || inserted.image?.encrypted === true,
    backingDepth: amount(inserted.backing_file_depth) ?? (text(inserted.backing_file) ? 1 : 0),
    backing: text(inserted.backing_file),
    throttled: isThrottled(inserted),
  }
}

/** QEMU itself answers `unknown` since 1.0, so the model, the tray and the usual names must tell. */
function kindOf(block: Loose<BlockDevice>, model: string | undefined): BlockDeviceRow['kind'] {
  const device = text(block.device) ?? ''
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
  block: Loose<BlockDevice>,
  stats: readonly Loose<BlockStats>[],
): Loose<BlockStats> | undefined {
  const same = (a: unknown, b: unknown) => text(a) !== undefined && a === b
  const node = block.inserted?.['node-name']
  return (
    stats.find((candidate) => same(candidate.qdev, block.qdev)) ??
    stats.find((candidate) => same(candidate.device, block.device)) ??
    stats.find((candidate) => same(candidate['node-name'], node))
  )
}

function failedOperations(counters: Loose<BlockCounters> | undefined): number | undefined {
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

function trayOf(block: Loose<BlockDevice>): BlockDeviceRow['tray'] {
  if (typeof block.tray_open !== 'boolean') return undefined
  return block.tray_open ? 'open' : 'closed'
}

function rowOf(
  block: Loose<BlockDevice>,
  stats: Loose<BlockStats> | undefined,
  models: ReadonlyMap<string, string>,
): Omit<BlockDeviceRow, 'attached'> {
  const medium = mediumOf(block.inserted)
  const device = text(block.device)
  const qdev = text(block.qdev)
  const model = qdev === undefined ? undefined : models.get(pathOfQdev(qdev))
  const counters = typeof stats?.stats === 'object' && stats.stats !== null ? stats.stats : undefined
  return {
    key: qdev ?? device ?? medium?.node ?? '',
    name: nameOf(qdev, device, medium?.node),
    device,
    qdev,
    model,
    kind: kindOf(block, model),
    removable: block.removable === true,
    locked: block.locked === true,
    tray: trayOf(block),
    medium,
    ioStatus: text(block['io-status']),
    failed: failedOperations(counters),
    counters,
    address: addressOf(qdev, device),
  }
}

/**
 * `query-block` joined with `query-blockstats` and with the models of the devices, as far as QOM was asked: what
 * `childrenOf` makes of `qom-list` at `/machine/peripheral`, `/machine/peripheral-anon`, `/machine/unattached`.
 */
export function blockDeviceRows(
  blocks: readonly Loose<BlockDevice>[] | undefined,
  stats?: readonly Loose<BlockStats>[],
  devices: readonly QomChild[] = [],
): BlockDeviceRow[] {
  const models = new Map(devices.map(({ path, type }) => [path, type]))
  const counters = items(stats)
  const known = items(blocks)
  const qemuNamesDevices = known.some(({ qdev }) => text(qdev) !== undefined)
  return known.map((block) => {
    const row = rowOf(block, statsFor(block, counters), models)
    return { ...row, attached: qemuNamesDevices ? row.qdev !== undefined : undefined }
  })
}
