import type { Socket } from 'node:net'
import { FakeListener } from '../../testing/fake-listener.ts'

/** What listens where QEMU says that a stream is. */
export class FakePeer extends FakeListener {
  /** What clients have sent, where it is read. */
  received = Buffer.alloc(0)

  static async start(
    talk: (client: Socket, peer: FakePeer) => void,
    over: 'unix' | 'tcp' = 'unix',
  ): Promise<FakePeer> {
    const peer: FakePeer = new FakePeer((client) => talk(client, peer))
    await peer.listen(over)
    return peer
  }

  /** As `query-vnc-servers` has it, with one server of this id. */
  vncServers(id: string, auth = 'none'): object[] {
    const { where } = this
    const server =
      typeof where === 'string'
        ? { family: 'unix', host: '', service: where }
        : { family: 'ipv4', host: where.address, service: String(where.port) }
    return [{ id, auth, clients: [], server: [{ ...server, auth, websocket: false }] }]
  }

  /** As `query-chardev` has it. */
  get filename(): string {
    return `disconnected:${this.address},server=on`
  }
}

/** Keeps what the client says. */
export function keep(client: Socket, peer: FakePeer): void {
  client.on('data', (data) => {
    peer.received = Buffer.concat([peer.received, data])
  })
}
