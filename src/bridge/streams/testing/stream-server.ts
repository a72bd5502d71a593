import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { WebSocketServer } from 'ws'
import type { Role } from '#api/types.ts'
import { defaultLimits, type Limits } from '../../limits.ts'
import { Client, type ServeClient } from '../../wire/client.ts'
import { webSocketServer } from '../../wire/web-socket-server.ts'
import { type StreamedVm, type StreamKind, Streams, stallMsOf } from '../streams.ts'
import { StreamTestViewer } from './stream-test-viewer.ts'

/** The streams of one VM behind WebSockets, without the checks that stand before them in a dashboard. */
export class StreamServer {
  readonly #server: Server
  readonly #sockets: WebSocketServer
  readonly #viewers: StreamTestViewer[] = []

  private constructor(vm: StreamedVm, limits: Limits) {
    const streams = new Streams(vm, limits)
    this.#sockets = webSocketServer('binary', limits.streamMessageBytes, limits)
    this.#server = createServer().on('upgrade', (request, wire, head) => {
      const [, role, kind, name = ''] = (request.url ?? '').split('/')
      this.#sockets.handleUpgrade(request, wire, head, (webSocket) => {
        const own = { ...limits, stallMs: stallMsOf(kind as StreamKind, limits) }
        const serve: ServeClient = (listener) => new Client(webSocket, wire, 'binary', own, listener)
        streams.accept(serve, role as Role, kind as StreamKind, decodeURIComponent(name))
      })
    })
  }

  static async start(vm: StreamedVm, limits: Partial<Limits> = {}): Promise<StreamServer> {
    const server = new StreamServer(vm, { ...defaultLimits, ...limits })
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  view(kind: StreamKind, name: string, role: Role = 'operator'): StreamTestViewer {
    const viewer = new StreamTestViewer(this.url(kind, name, role))
    this.#viewers.push(viewer)
    return viewer
  }

  url(kind: StreamKind, name: string, role: Role): string {
    return `ws://127.0.0.1:${this.port}/${role}/${kind}/${encodeURIComponent(name)}`
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#sockets.clients) socket.close(code, reason)
  }

  async stop(): Promise<void> {
    for (const viewer of this.#viewers) viewer.socket.terminate()
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }
}
