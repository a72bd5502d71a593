import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, "package": ""}, "capabilities": ["oob"]}}'

/** What a fake does with a client. */
type Talk = (client: Socket, qemu: FakeQemu) => void

/** What listens on a socket and does with each client what a test wants. */
export class FakeQemu {
  /** Clients that came so far. */
  visits = 0
  /** All that clients have sent, where `talk` listens to them. */
  received = ''
  readonly #server: Server
  readonly #folder: string
  readonly #clients = new Set<Socket>()

  private constructor(folder: string, talk: Talk) {
    this.#folder = folder
    this.#server = createServer((client) => {
      this.visits++
      this.#clients.add(client)
      client.on('error', () => {})
      client.once('close', () => this.#clients.delete(client))
      talk(client, this)
    })
  }

  /** Starts one; by default it greets and listens. */
  static async start(talk: Talk = greetAndListen, over: 'unix' | 'tcp' = 'unix'): Promise<FakeQemu> {
    const folder = await mkdtemp(join(tmpdir(), 'fake-qemu-'))
    const qemu = new FakeQemu(folder, talk)
    if (over === 'unix') qemu.#server.listen(join(folder, 'qmp.sock'))
    else qemu.#server.listen(0, '127.0.0.1')
    await once(qemu.#server, 'listening')
    return qemu
  }

  get address(): string {
    const address = this.#server.address() as AddressInfo | string
    return typeof address === 'string' ? `unix:${address}` : `tcp:127.0.0.1:${address.port}`
  }

  /** The clients that are connected now. */
  get clients(): Socket[] {
    return [...this.#clients]
  }

  /** Says something to every client. */
  say(text: string): void {
    for (const client of this.#clients) client.write(text)
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.destroy()
    this.#server.close()
    await rm(this.#folder, { recursive: true, force: true })
  }
}

/** Keeps what the client says. */
export function listen(client: Socket, qemu: FakeQemu): void {
  client.on('data', (data) => {
    qemu.received += data.toString()
  })
}

/** Greets at once, and listens. */
export function greetAndListen(client: Socket, qemu: FakeQemu): void {
  client.write(`${greeting}\r\n`)
  listen(client, qemu)
}
