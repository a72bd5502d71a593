import type { Link, LinkEnd } from '#link/link.ts'
import type { Timers } from '../timers.ts'
import { type Carries, ClientLink } from './client-link.ts'

/** A socket behind which a human monitor listens: it greets with a banner and a prompt, and answers no JSON. */
export class HumanPort {
  #banner: string
  #timers: Timers
  #clients = new Set<ClientLink>()

  constructor(version: string, timers: Timers) {
    this.#banner = `QEMU ${version} monitor - type 'help' for more information\r\n(qemu) `
    this.#timers = timers
  }

  connect(carries: Carries): Link {
    const link = new ClientLink(this.#timers, carries, () => {
      link.takeInput()
      if (link.ended) this.#clients.delete(link)
    })
    this.#clients.add(link)
    link.write(this.#banner)
    return link
  }

  end(end: LinkEnd): void {
    for (const client of this.#clients) client.end(end)
    this.#clients.clear()
  }
}
