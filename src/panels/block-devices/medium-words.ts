import type { BlockDeviceRow, Medium } from '#model/block-devices.ts'
import { formatBytes, formatBytesOf } from '#model/units.ts'

/** Formats whose file is as long as the disk it holds, holes aside. */
const plain = ['raw', 'file', 'host_device', 'host_cdrom']

/** `8.6 of 20 GiB` where the image grows with what is written, else its size; undefined where QEMU does not say. */
export function sizeOf({ format, virtualSize, actualSize }: Medium): string | undefined {
  if (virtualSize === undefined) return undefined
  const grows = format !== undefined && !plain.includes(format)
  return grows && actualSize !== undefined ? formatBytesOf(actualSize, virtualSize) : formatBytes(virtualSize)
}

/** What stands behind the name of the image: `qcow2, 8.6 of 20 GiB, read-only`. */
export function mediumWords(medium: Medium, tray: BlockDeviceRow['tray']): string {
  const said = [
    medium.format,
    sizeOf(medium),
    medium.readOnly ? 'read-only' : undefined,
    medium.encrypted ? 'encrypted' : undefined,
    medium.throttled ? 'throttled' : undefined,
    medium.discardsWrites ? 'changes discarded at exit (-snapshot)' : undefined,
    tray === 'open' ? 'tray open' : undefined,
  ]
  return said.filter((word) => word !== undefined).join(', ')
}

/** What stands in place of an image: `tray open, no medium`. */
export function emptyWords({ removable, tray }: BlockDeviceRow): string {
  if (!removable) return 'no image'
  return tray === 'open' ? 'tray open, no medium' : 'no medium'
}

const kinds: Record<BlockDeviceRow['kind'], string> = {
  disk: 'disk',
  cdrom: 'CD drive',
  floppy: 'floppy drive',
  firmware: 'firmware',
  unknown: 'removable',
}

/** What the device is: its model, else what kind of thing it is. */
export function deviceWords({ model, kind, attached }: BlockDeviceRow): string {
  return attached === false ? 'not in the guest' : (model ?? kinds[kind])
}
