import type { ValueObject } from '../wire/value.ts'
import type { Machine } from './machine.ts'

const server = { host: '127.0.0.1', service: '5900', family: 'ipv4', websocket: false }

/** A VNC server, and a viewer that connects now and then. */
export class Display {
  #machine: Machine
  #viewer: ValueObject | undefined

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** The viewer comes, or goes if it is here. */
  toggleViewer(port: number): void {
    if (this.#viewer) {
      this.#tell('VNC_DISCONNECTED', this.#viewer)
      this.#viewer = undefined
      return
    }
    this.#viewer = { host: '127.0.0.1', service: String(port), family: 'ipv4', websocket: false }
    this.#tell('VNC_CONNECTED', this.#viewer)
    this.#tell('VNC_INITIALIZED', this.#viewer)
  }

  vnc(): ValueObject {
    const { host, service, family } = server
    return { enabled: true, auth: 'none', host, service, family, clients: this.#clients() }
  }

  servers(): ValueObject[] {
    return [{ id: 'default', auth: 'none', clients: this.#clients(), server: [{ ...server, auth: 'none' }] }]
  }

  #clients(): ValueObject[] {
    return this.#viewer ? [this.#viewer] : []
  }

  #tell(event: string, client: ValueObject): void {
    this.#machine.events.emit(event, { server: { ...server, auth: 'none' }, client })
  }
}
