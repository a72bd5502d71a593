import type { QomProperty } from '#qapi/names.ts'
import { items, type Partially, text } from './answer.ts'

/** An object below another one in QEMU's object tree. */
export interface QomChild {
  readonly path: string
  /** Its QOM type, which for a device is what `-device` takes: `virtio-net-pci`. */
  readonly type: string
}

/** The objects among the properties that `qom-list` names at `path`: those of type `child<…>`. */
export function childrenOf(
  path: string,
  properties: readonly Partially<QomProperty>[] | undefined,
): QomChild[] {
  return items(properties).flatMap((property) => {
    const name = text(property.name)
    const type = /^child<(.+)>$/.exec(text(property.type) ?? '')?.[1]
    return name !== undefined && type !== undefined ? [{ path: `${path}/${name}`, type }] : []
  })
}

export const machinePath = '/machine'

const userDevices = '/machine/peripheral'

/** Where the devices are that `device_add` and `-device` made: with an id, and without. */
export const idContainers = [userDevices, '/machine/peripheral-anon'] as const

/**
 * Where `qom-list` finds the devices of a machine: those a person gave an id, those without, and those the machine
 * brought itself (which holds what `-nic`, `-hda`, `-cdrom` and the defaults made, too).
 */
export const deviceContainers = [...idContainers, '/machine/unattached'] as const

/** The parts of the machine itself, such as a system on a chip, without the containers that it has beside them. */
export function machineParts(properties: readonly Partially<QomProperty>[] | undefined): QomChild[] {
  const containers: readonly string[] = deviceContainers
  return childrenOf(machinePath, properties).filter(({ path }) => !containers.includes(path))
}

/** The id a person gave to the device at this path; `undefined` for one without. */
export function idOfPath(path: string): string | undefined {
  return path.startsWith(`${userDevices}/`) ? path.slice(userDevices.length + 1).split('/')[0] : undefined
}

/** The path of a device, of which answers give the path or, where it has one, the id. */
export function pathOfDevice(qdev: string): string {
  return qdev.startsWith('/') ? qdev : `${userDevices}/${qdev}`
}

/**
 * The path of the device that answers name by `qdev`: an id, or a path where there is none. A virtio device
 * answers for its proxy on the bus, which is what the user named and can see.
 */
export function pathOfQdev(qdev: string): string {
  return pathOfDevice(qdev).replace(/\/virtio-backend$/, '')
}
