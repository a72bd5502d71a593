import { deviceNotFound, Refusal } from '../refusal.ts'
import type { Machine } from './machine.ts'

/** What lies in the tray, or is open and waits to be put there: a node of QEMU's block layer. */
export interface Medium {
  nodeName: string
  filename: string
  driver: string
  bytes: number
}

const qomPath = '/machine/peripheral/cd0'
/** What the disk of the VM is made of. */
const diskNodes = ['disk0', 'disk0-file']
const diskBackend = '/machine/peripheral/vda/virtio-backend'

/** An `ide-cd` that was given the id cd0, empty at the start, and the files of the host that can be put into it. */
export class CdDrive {
  trayOpen = false
  medium: Medium | undefined
  #machine: Machine
  #spare = new Map<string, Medium>()
  #overlays = new Map<string, string>()
  #nodes = 100

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** @throws Refusal unless `id` is this drive. */
  check(id: string): void {
    if (id === diskBackend) throw new Refusal(`Device '${id}' is not removable`)
    if (id === 'vda' || id === '/machine/peripheral/vda') {
      throw new Refusal('Device does not have a block device backend')
    }
    if (id !== 'cd0' && id !== qomPath) throw deviceNotFound(id)
  }

  eject(): void {
    this.openTray()
    this.medium = undefined
  }

  openTray(): void {
    this.#moveTray(true)
  }

  closeTray(): void {
    this.#moveTray(false)
  }

  change(filename: string, format: string): void {
    const nodeName = `#block${this.#nodes + 1}`
    const medium = openFile(filename, nodeName, format)
    this.#nodes += 2
    this.openTray()
    this.medium = medium
    this.closeTray()
  }

  remove(id: string): void {
    if (!this.trayOpen) throw new Refusal(`Tray of device '${id}' is not open`)
    this.medium = undefined
  }

  insert(nodeName: string): void {
    const medium = this.#spare.get(nodeName)
    if (!medium && !diskNodes.includes(nodeName)) throw new Refusal(`Node '${nodeName}' not found`)
    if (!medium || medium === this.medium) throw new Refusal(`Node '${nodeName}' is already in use`)
    if (!this.trayOpen) throw new Refusal('Tray of the device is not open')
    if (this.medium) throw new Refusal('There already is a medium in the device')
    this.medium = medium
  }

  /** `blockdev-add` of an image; `insert` takes it by its name. */
  addNode(nodeName: string, driver: string, filename: string): void {
    if (this.hasNode(nodeName)) throw new Refusal(`Duplicate nodes with node-name='${nodeName}'`)
    this.#spare.set(nodeName, openFile(filename, nodeName, driver))
  }

  hasNode(nodeName: string): boolean {
    return this.#spare.has(nodeName) || diskNodes.includes(nodeName)
  }

  /** `blockdev-snapshot-sync`: from now on what is written goes to a new file, and the node below it is kept. */
  addOverlay(below: string, nodeName: string, filename: string): void {
    if (this.hasNode(nodeName)) throw new Refusal('New overlay node-name already in use')
    this.#spare.set(nodeName, { nodeName, filename, driver: 'qcow2', bytes: 268_435_456 })
    this.#overlays.set(below, nodeName)
  }

  removeNode(nodeName: string): void {
    const medium = this.#spare.get(nodeName)
    const overlay = this.#overlays.get(nodeName)
    if (overlay) throw new Refusal(`Node '${nodeName}' is busy: node is used as backing hd of '${overlay}'`)
    if (!medium) throw new Refusal(`Failed to find node with node-name='${nodeName}'`)
    if (medium === this.medium) throw new Refusal(`Node ${nodeName} is in use`)
    this.#spare.delete(nodeName)
  }

  /** All media that are open, in the tray or not. */
  nodes(): Medium[] {
    return [...new Set([...(this.medium ? [this.medium] : []), ...this.#spare.values()])]
  }

  #moveTray(open: boolean): void {
    if (this.trayOpen === open) return
    this.trayOpen = open
    this.#machine.events.emit('DEVICE_TRAY_MOVED', { device: '', 'tray-open': open, id: 'cd0' })
  }
}

/** The simulated host has every `.iso` and `.img` that is asked for, and no other file. */
function openFile(filename: string, nodeName: string, driver: string): Medium {
  if (driver === 'null-co') return { nodeName, filename, driver, bytes: 1_073_741_824 }
  if (!/\.(iso|img)$/.test(filename)) {
    throw new Refusal(`Could not open '${filename}': No such file or directory`)
  }
  if (driver === 'raw' || driver === 'file') return { nodeName, filename, driver, bytes: 661_651_456 }
  throw new Refusal(driver === 'qcow2' ? 'Image is not in qcow2 format' : `Unknown driver '${driver}'`)
}
