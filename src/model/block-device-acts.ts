import type { Action } from './action.ts'
import type { BlockDeviceRow } from './block-devices.ts'

/** What to put into a drive. */
export interface NewMedium {
  /** On QEMU's host, not the browser's. */
  readonly filename: string
  /** Image format; QEMU guesses without, which is dangerous for raw images. */
  readonly format?: string
  readonly readOnly?: boolean
}

/** As much of a drive as its actions need. */
type Drive = Pick<BlockDeviceRow, 'address' | 'device' | 'name' | 'medium' | 'locked' | 'tray'>

/** Takes the medium out. `undefined` for a drive that is empty, or that no command can name. */
export function ejectMedium({ address, name, medium, locked }: Drive): Action<'eject'> | undefined {
  if (!address || !medium) return undefined
  return {
    name: 'Eject',
    object: `from ${name}`,
    icon: 'eject',
    command: 'eject',
    arguments: { ...address },
    does: locked
      ? 'The guest has locked the tray: QEMU asks it to release the medium.'
      : 'Removes the medium.',
  }
}

/**
 * Takes the medium away from a guest that has locked the tray, which is asked about first.
 * @param vm the VM's name
 */
export function forceEject({ address, name, medium }: Drive, vm: string): Action<'eject'> | undefined {
  if (!address) return undefined
  const what = medium ? medium.name : 'the medium'
  return {
    name: 'Eject by force',
    icon: 'eject',
    command: 'eject',
    arguments: { ...address, force: true },
    destructive: true,
    confirmation: {
      question: `Eject ${what} from ${name} of ${vm}?`,
      sentence: 'The guest has locked the tray, probably because it uses the medium. It is not asked again.',
      lost: [
        ...(medium?.readOnly ? [] : [`Data that the guest has not yet written to ${what}.`]),
        'Programs in the guest that read from it get errors.',
      ],
      stays: ['The image file, which can be inserted again.'],
    },
  }
}

/** Opens the tray, or closes one that is open (2.5). `undefined` for a drive without one. */
export function moveTray({
  address,
  name,
  tray,
  locked,
}: Drive): Action<'blockdev-open-tray' | 'blockdev-close-tray'> | undefined {
  if (!address || !tray) return undefined
  const rest = { object: `of ${name}`, arguments: { ...address } }
  if (tray === 'open') {
    return { name: 'Close tray', command: 'blockdev-close-tray', does: 'Closes the tray.', ...rest }
  }
  return {
    name: 'Open tray',
    command: 'blockdev-open-tray',
    does: locked
      ? 'The guest has locked the tray: QEMU asks it to open the tray.'
      : 'Opens the tray; the medium stays in it.',
    ...rest,
  }
}

/** Puts a medium in, in place of what is there, by the command that this QEMU has for it. */
export function changeMedium(
  { address, device, medium }: Drive,
  { filename, format, readOnly }: NewMedium,
  command: 'blockdev-change-medium' | 'change',
): Action<'blockdev-change-medium' | 'change'> | undefined {
  const common = {
    name: medium ? 'Change' : 'Insert',
    whyNot: filename === '' ? 'Name a file first.' : undefined,
  }
  if (command === 'change') {
    if (device === undefined) return undefined
    const args = { device, target: filename, ...(format !== undefined && { arg: format }) }
    return { ...common, command, arguments: args }
  }
  if (!address) return undefined
  return {
    ...common,
    command,
    arguments: {
      ...address,
      filename,
      ...(format !== undefined && { format }),
      ...(readOnly !== undefined && { 'read-only-mode': readOnly ? 'read-only' : 'read-write' }),
    },
  }
}
