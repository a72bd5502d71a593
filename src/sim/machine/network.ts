import { deviceNotFound, Refusal } from '../refusal.ts'
import type { ValueObject } from '../wire/value.ts'
import type { Machine } from './machine.ts'

/** Names of both ends of each cable; the e1000 was given no id, so QEMU made one up. */
const nics = ['nic0', 'e1000.0']
const netdevs = ['net0', 'net1']

/** Two NICs on two user-mode networks; only the first one, being virtio, tells what it filters. */
export class Network {
  #machine: Machine
  #filterEventArmed = true

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Takes the cable out or puts it in. QEMU has no way to ask for it afterwards, so nothing is kept. */
  setLink(name: string): void {
    if (!nics.includes(name) && !netdevs.includes(name)) throw deviceNotFound(name)
  }

  /** Which of the recorded filters is asked for; asking arms the event again (rule V-09). */
  rxFilter(recorded: ValueObject[], name?: string): ValueObject[] {
    this.#filterEventArmed = true
    if (name === undefined || name === 'nic0') return recorded
    if (netdevs.includes(name)) throw new Refusal(`net client(${name}) isn't a NIC`)
    if (nics.includes(name)) throw new Refusal(`net client(${name}) doesn't support rx-filter querying`)
    throw new Refusal(`invalid net client name: ${name}`)
  }

  /** The guest has changed its receive filter; sent once, until query-rx-filter is asked. */
  filterChanged(): void {
    if (!this.#filterEventArmed) return
    this.#filterEventArmed = false
    const path = '/machine/peripheral/nic0/virtio-backend'
    this.#machine.events.emit('NIC_RX_FILTER_CHANGED', { name: 'nic0', path })
  }
}
