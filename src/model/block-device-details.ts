import type { BlockDevice } from '#qapi/names.ts'
import { amount, type Partially, text } from './answer.ts'

/** How QEMU handles a block device, beside what it holds. */
export interface BlockDeviceDetails {
  /** The cache mode by the name it has in `-drive cache=`, or its flags where it has none. */
  readonly cache: string | undefined
  /** `on` or `unmap`, where writes of zeroes are looked for. */
  readonly detectZeroes: string | undefined
}

type Inserted = NonNullable<Partially<BlockDevice>['inserted']>

const cacheModes: Readonly<Record<string, string>> = {
  writeback: 'writeback',
  'writeback direct': 'none',
  'writeback no-flush': 'unsafe',
  '': 'writethrough',
  direct: 'directsync',
}

function cacheOf(cache: Inserted['cache']): string | undefined {
  if (typeof cache !== 'object' || cache === null) return undefined
  const flags = (['writeback', 'direct', 'no-flush'] as const)
    .filter((flag) => cache[flag] === true)
    .join(' ')
  return cacheModes[flags] ?? flags
}

/** The details of one element of `query-block`'s answer. */
export function blockDeviceDetails({ inserted }: Partially<BlockDevice>): BlockDeviceDetails {
  if (typeof inserted !== 'object' || inserted === null) return { cache: undefined, detectZeroes: undefined }
  const detectZeroes = text(inserted.detect_zeroes)
  return {
    cache: cacheOf(inserted.cache),
    detectZeroes: detectZeroes === 'off' ? undefined : detectZeroes,
  }
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
