import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What listens where QEMU says that a stream is. */
export class FakePeer {
  /** What clients have sent, where it is read. */
  received = Buffer.alloc(0)
  /** Clients that came so far. */
  visits = 0
  readonly clients = new Set<Socket>()
  readonly #server: Server
  readonly #folder: string

  private constructor(folder: string, talk: (client: Socket, peer: FakePeer) => void) {
    this.#folder = folder
    this.#server = createServer({ noDelay: true }, (client) => {
      this.visits++
      this.clients.add(client)
      client.on('error', () => {})
      client.once('close', () => this.clients.delete(client))
      talk(client, this)
    })
  }

  static async start(talk: (client: Socket, peer: FakePeer) => void, over: 'unix' | 'tcp' = 'unix') {
    const peer = new FakePeer(await mkdtemp(join(tmpdir(), 'fake-peer-')), talk)
    if (over === 'unix') peer.#server.listen(join(peer.#folder, 'peer.sock'))
    else peer.#server.listen(0, '127.0.0.1')
    await once(peer.#server, 'listening')
    return peer
  }

  get address(): { kind: 'unix'; path: string } | { kind: 'tcp'; host: string; port: number } {
    const address = this.#server.address() as AddressInfo | string
    if (typeof address === 'string') return { kind: 'unix', path: address }
    return { kind: 'tcp', host: address.address, port: address.port }
  }

  /** As `query-vnc-servers` has it, with one server of this id. */
  vncServers(id: string, auth = 'none'): object[] {
    const address = this.#server.address() as AddressInfo | string
    const where =
      typeof address === 'string'
        ? { family: 'unix', host: '', service: address }
        : { family: 'ipv4', host: address.address, service: String(address.port) }
    return [{ id, auth, clients: [], server: [{ ...where, auth, websocket: false }] }]
  }

  /** As `query-chardev` has it. */
  get filename(): string {
    const address = this.#server.address() as AddressInfo | string
    const where = typeof address === 'string' ? `unix:${address}` : `tcp:${address.address}:${address.port}`
    return `disconnected:${where},server=on`
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.destroy()
    this.#server.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Keeps what the client says. */
export function keep(client: Socket, peer: FakePeer): void {
  client.on('data', (data) => {
    peer.received = Buffer.concat([peer.received, data])
  })
}
