import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import type { Role } from '#api/types.ts'
import { defaultLimits, type Limits } from '../limits.ts'
import { parseTarget } from '../target/parse-target.ts'
import { socketConnector } from '../vm/connect.ts'
import type { FinishedAct } from '../vm/finished-act.ts'
import { VmMonitor } from '../vm/vm-monitor.ts'
import { Client, type ServeClient } from '../wire/client.ts'
import { TestViewer } from './test-viewer.ts'

/** One VM's monitor behind a WebSocket server that lets anyone in: the role stands in the address. */
export class TestMonitor {
  readonly monitor: VmMonitor
  /** What viewers did so far. */
  readonly acts: FinishedAct[] = []
  readonly #server: WebSocketServer
  readonly #viewers: TestViewer[] = []

  private constructor(server: WebSocketServer, address: string, limits: Limits) {
    this.#server = server
    const where = parseTarget(address).address
    if (where.kind === 'demo') throw new Error('a test of a monitor needs a socket')
    this.monitor = new VmMonitor(
      { id: 'vm', name: 'vm', source: 'argument', address: where },
      { connect: socketConnector(where, limits) },
      limits,
      { changed: () => {}, acted: (_, act) => this.acts.push(act) },
    )
    server.on('connection', (socket, request) => {
      const role = (request.url ?? '').slice(1) as Role
      const serve: ServeClient = (listener) => new Client(socket, request.socket, 'text', limits, listener)
      this.monitor.attach(serve, { role, peer: 'a test' })
    })
  }

  /** @param address of a QEMU, as on the command line */
  static async start(address: string, limits: Partial<Limits> = {}): Promise<TestMonitor> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
    await once(server, 'listening')
    return new TestMonitor(server, address, { ...defaultLimits, greetingMs: 300, lingerMs: 0, ...limits })
  }

  port() {
    return (this.#server.address() as AddressInfo).port
  }
  view(role: Role = 'operator'): TestViewer {
    const { port } = this.#server.address() as AddressInfo
    const viewer = new TestViewer(`ws://127.0.0.1:${port}/${role}`, [])
    this.#viewers.push(viewer)
    return viewer
  }

  /** A viewer that has negotiated. */
  async negotiated(role: Role = 'operator', enable: string[] = []): Promise<TestViewer> {
    const viewer = this.view(role)
    viewer.send(JSON.stringify({ execute: 'qmp_capabilities', arguments: { enable } }))
    await viewer.received(2)
    return viewer
  }

  async close(): Promise<void> {
    this.monitor.close({ code: 'stopping' }, 'The test is over.')
    for (const { socket } of this.#viewers) socket.terminate()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
