import type { BlockDeviceRow } from './block-devices.ts'

/** An image that a disk had last and that the command line does not name. */
export interface ImageNotGiven {
  readonly device: string
  readonly path: string
}

/**
 * Disks whose last image the command line does not name, such as the overlay of a snapshot: who starts QEMU with that line
 * again has the older image under the guest, and what was written since is lost.
 *
 * @param args of QEMU's process, the program first
 */
export function imagesNotGiven(args: readonly string[], rows: readonly BlockDeviceRow[]): ImageNotGiven[] {
  // Two commas are one in a value.
  const line = args.map((argument) => argument.replaceAll(',,', ','))
  return rows.flatMap(({ name, kind, medium }) => {
    if (kind !== 'disk' || !medium || !isFile(medium.path) || medium.discardsWrites) return []
    return line.some((argument) => argument.includes(medium.path)) ? [] : { device: name, path: medium.path }
  })
}

const isFile = (path: string) => path !== '' && !/^[a-z][\w+-]*:/.test(path)
