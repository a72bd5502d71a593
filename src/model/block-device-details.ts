import type { BlockDevice } from '#qapi/names.ts'
import { amount, items, type Partially, text } from './answer.ts'
import type { Medium } from './block-devices.ts'
import { isFilter, isFormat } from './block-drivers.ts'
import { imagePath } from './image-file.ts'

/** How QEMU handles a block device, beside what it holds. */
export interface BlockDeviceDetails {
  /** The cache flags of the node that the device uses. */
  readonly cache: CacheFlags | undefined
  /** `on` or `unmap`, where writes of zeroes are looked for. */
  readonly detectZeroes: string | undefined
}

type BlockNode = Partially<NonNullable<BlockDevice['inserted']>>
type CacheFlags = NonNullable<BlockNode['cache']>

/** The details of one element of `query-block`'s answer. */
export function blockDeviceDetails({ inserted }: Partially<BlockDevice>): BlockDeviceDetails {
  if (typeof inserted !== 'object' || inserted === null) return { cache: undefined, detectZeroes: undefined }
  const { cache } = inserted
  const detectZeroes = text(inserted.detect_zeroes)
  return {
    cache: typeof cache === 'object' && cache !== null ? cache : undefined,
    detectZeroes: detectZeroes === 'off' ? undefined : detectZeroes,
  }
}

const cacheModes: Readonly<Record<string, string>> = {
  writeback: 'writeback',
  'writeback direct': 'none',
  'writeback no-flush': 'unsafe',
  '': 'writethrough',
  direct: 'directsync',
}

/**
 * The cache mode by the name it has in `-drive cache=`, or its flags where it has none. Whether the host caches is
 * decided by the node that opens the file: a node above it, such as a throttle filter, may have been made without the
 * flag.
 * @param nodes what `query-named-block-nodes` answers; where it has none of the file, nothing is known below a filter
 */
export function cacheMode(
  { cache }: BlockDeviceDetails,
  { path, filters }: Pick<Medium, 'path' | 'filters'>,
  nodes: readonly BlockNode[] | undefined,
): string | undefined {
  if (!cache) return undefined
  const opening = openingNodes(items(nodes), path)
  const ofTop = filters.length === 0 ? cache.direct : undefined
  const direct = opening.length > 0 ? sameInAll(opening, 'direct') : ofTop
  if (direct === undefined) return undefined
  const known = { ...cache, direct, 'no-flush': cache['no-flush'] || sameInAll(opening, 'no-flush') }
  const flags = (['writeback', 'direct', 'no-flush'] as const)
    .filter((flag) => known[flag] === true)
    .join(' ')
  return cacheModes[flags] ?? flags
}

/** The nodes of this file: the one that opens it, or, where QEMU lists only those with a name, its format. */
function openingNodes(nodes: readonly BlockNode[], path: string): BlockNode[] {
  const ofFile = nodes.filter(({ file, drv }) => !isFilter(text(drv)) && imagePath(text(file) ?? '') === path)
  const protocols = ofFile.filter(({ drv }) => !isFormat(text(drv)))
  return protocols.length > 0 ? protocols : ofFile
}

/** `undefined` where there is no node, and where two devices have opened the same file in two ways. */
function sameInAll(nodes: readonly BlockNode[], flag: keyof CacheFlags): boolean | undefined {
  const [first, ...rest] = nodes.map(({ cache }) => cache?.[flag])
  return rest.every((value) => value === first) ? first : undefined
}

/** Properties of a block device in QOM that tell how it was set up; each holds no secret. */
export const deviceProperties = ['serial', 'bootindex', 'werror', 'rerror', 'iothread', 'parent_bus'] as const

export type DeviceProperty = (typeof deviceProperties)[number]

/** What a person set for a device; `undefined` where it is as QEMU has it by default, or where QOM does not say. */
export interface DeviceSetup {
  readonly serial: string | undefined
  /** Its place in the order of what firmware tries to boot from. */
  readonly bootIndex: number | undefined
  /** What QEMU does when a write fails: `report`, `ignore`, `stop`, `enospc`. */
  readonly onWriteError: string | undefined
  readonly onReadError: string | undefined
  /** The thread that does its I/O, by its id. */
  readonly ioThread: string | undefined
}

/**
 * How a device was set up, from `qom-get` of its properties.
 * @param controller those of what it is connected to: a SCSI controller has the I/O thread of its disks
 */
export function deviceSetup(
  values: Readonly<Partial<Record<DeviceProperty, unknown>>>,
  controller: Readonly<Partial<Record<DeviceProperty, unknown>>> = {},
): DeviceSetup {
  const bootIndex = amount(values.bootindex)
  const ioThread = text(values.iothread) ?? text(controller.iothread)
  return {
    serial: text(values.serial),
    // -1 where none was given.
    bootIndex: bootIndex !== undefined && bootIndex >= 0 ? bootIndex : undefined,
    onWriteError: setByPerson(values.werror),
    onReadError: setByPerson(values.rerror),
    ioThread: ioThread?.split('/').at(-1),
  }
}

/** `auto` leaves it to `-drive`, or to QEMU. */
function setByPerson(value: unknown): string | undefined {
  const word = text(value)
  return word === 'auto' ? undefined : word
}

/** The path of what holds this bus: the controller. */
export function controllerOf(bus: unknown): string | undefined {
  return text(bus)?.replace(/\/[^/]*$/, '') || undefined
}
