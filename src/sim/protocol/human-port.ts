import type { Link, LinkEnd } from '#link/link.ts'
import type { Timers } from '../timers.ts'
import { type Carries, ClientLink } from './client-link.ts'

const maxLine = 4095

/** A socket behind which a human monitor listens: it greets with a banner and a prompt, and understands no JSON. */
export class HumanPort {
  #banner: string
  #timers: Timers
  #clients = new Set<ClientLink>()

  constructor(version: string, timers: Timers) {
    this.#banner = `QEMU ${version} monitor - type 'help' for more information\r\n(qemu) `
    this.#timers = timers
  }

  connect(carries: Carries): Link {
    let line = ''
    const link = new ClientLink(this.#timers, carries, () => {
      // What cannot be shown is not echoed, and no line is longer than its reader takes.
      line = (line + link.takeInput().replace(/[^ -~\r\n]/g, '')).slice(0, maxLine)
      for (let end = line.search(/[\r\n]/); end >= 0; end = line.search(/[\r\n]/)) {
        const command = line.slice(0, end)
        line = line.slice(end + 1)
        if (command !== '') link.write(`${command}\r\nunknown command: '${command}'\r\n(qemu) `)
      }
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
