import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What listens on a socket of its own and leaves each client to a test. */
export class FakeListener {
  /** Clients that came so far. */
  visits = 0
  readonly #server: Server
  readonly #folder = mkdtempSync(join(tmpdir(), 'fake-listener-'))
  readonly #clients = new Set<Socket>()

  protected constructor(welcome: (client: Socket) => void) {
    this.#server = createServer({ noDelay: true }, (client) => {
      this.visits++
      this.#clients.add(client)
      client.on('error', () => {})
      client.once('close', () => this.#clients.delete(client))
      welcome(client)
    })
  }

  protected async listen(over: 'unix' | 'tcp'): Promise<void> {
    if (over === 'unix') this.#server.listen(join(this.#folder, 'qmp.sock'))
    else this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  /** The path of a Unix socket, or where it is on TCP. */
  get where(): string | AddressInfo {
    return this.#server.address() as AddressInfo | string
  }

  /** As on a command line. */
  get address(): string {
    const { where } = this
    return typeof where === 'string' ? `unix:${where}` : `tcp:${where.address}:${where.port}`
  }

  /** The clients that are connected now. */
  get clients(): Socket[] {
    return [...this.#clients]
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy()
    this.#server.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
