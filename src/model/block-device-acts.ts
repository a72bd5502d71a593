import type { Act } from './act.ts'
import type { BlockDeviceAddress } from './block-devices.ts'

/** What to put into a drive. */
export interface NewMedium {
  /** On QEMU's host, not the browser's. */
  readonly filename: string
  /** Image format; QEMU guesses without, which is dangerous for raw images. */
  readonly format?: string
  readonly readOnly?: boolean
}

type Drive = { readonly address: BlockDeviceAddress | undefined; readonly device: string | undefined }

/**
 * Takes the medium out. If the guest has locked the tray, QEMU only asks the guest, unless forced.
 * `undefined` for a drive that no command can name.
 */
export function ejectMedium(drive: Drive, force = false): Act<'eject'> | undefined {
  return drive.address && { command: 'eject', arguments: { ...drive.address, ...(force && { force }) } }
}

/** Opens the tray, or closes it (2.5). */
export function moveTray(
  drive: Drive,
  to: 'open' | 'closed',
): Act<'blockdev-open-tray'> | Act<'blockdev-close-tray'> | undefined {
  if (!drive.address) return undefined
  const args = { ...drive.address }
  return to === 'open'
    ? { command: 'blockdev-open-tray', arguments: args }
    : { command: 'blockdev-close-tray', arguments: args }
}

/** Swaps the medium by the command that this QEMU has for it. */
export function changeMedium(
  drive: Drive,
  { filename, format, readOnly }: NewMedium,
  command: 'blockdev-change-medium' | 'change',
): Act<'blockdev-change-medium'> | Act<'change'> | undefined {
  if (command === 'change') {
    if (drive.device === undefined) return undefined
    const args = { device: drive.device, target: filename, ...(format !== undefined && { arg: format }) }
    return { command, arguments: args }
  }
  if (!drive.address) return undefined
  return {
    command,
    arguments: {
      ...drive.address,
      filename,
      ...(format !== undefined && { format }),
      ...(readOnly !== undefined && { 'read-only-mode': readOnly ? 'read-only' : 'read-write' }),
    },
  }
}
