import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import type { ActivityHub } from '../activity/activity-hub.ts'
import type { Limits } from '../limits.ts'
import type { VmRegistry } from '../registry/vm-registry.ts'
import { stallMsOf } from '../streams/streams.ts'
import type { ClientInfo } from '../vm/finished-act.ts'
import { Client, type ServeClient } from '../wire/client.ts'
import { type CloseInfo, closeWith } from '../wire/close-info.ts'
import { webSocketServer } from '../wire/web-socket-server.ts'
import { type Answer, failure, sendRaw } from './answers.ts'
import type { PendingConnections } from './pending-connections.ts'
import { offeredProtocols } from './request-token.ts'
import type { Headers } from './security-headers.ts'
import { type Protocol, protocolOf, type SocketRoute } from './socket-route.ts'

/** What becomes of an upgrade, and what needs to know of it. */
export interface WebSocketParts {
  registry: VmRegistry
  activity: ActivityHub
  limits: Limits
  pending: PendingConnections
  headers: Headers
}

/** An upgrade that has passed the checks. */
export interface Upgrade {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
}

/** Makes clients out of upgrades. Who may come has been decided before. */
export class WebSockets {
  readonly #parts: WebSocketParts
  readonly #servers: Readonly<Record<Protocol, WebSocketServer>>

  constructor(parts: WebSocketParts) {
    this.#parts = parts
    this.#servers = {
      qmp: this.#server('qmp', parts.limits.commandBytes),
      activity: this.#server('activity', parts.limits.activityClientBytes),
      binary: this.#server('binary', parts.limits.streamMessageBytes),
    }
  }

  /** Completes the handshake and hands the socket on; what is not there, or too much, is told after it, by close code. */
  accept(route: SocketRoute, clientInfo: ClientInfo, upgrade: Upgrade): void {
    const protocol = protocolOf(route)
    const offered = offeredProtocols(upgrade.request)
    if (offered.length > 0 && !offered.includes(protocol)) {
      this.#refuse(upgrade.socket, malformed(`The sub-protocol here is ${protocol}.`))
      return
    }
    const { request, socket, head } = upgrade
    this.#servers[protocol].handleUpgrade(request, socket, head, (webSocket) => {
      this.#parts.pending.admit(request)
      if (this.#isFull())
        end(webSocket, {
          closing: { code: 'overloaded', what: 'web-sockets' },
          reason: 'Too many pages are open: close one.',
        })
      else this.#welcome(route, clientInfo, webSocket, socket)
    })
  }

  /** Tells everyone that the dashboard is stopping. */
  closeAll(): void {
    for (const socket of this.#clients())
      closeWith(socket, { closing: { code: 'stopping' }, reason: 'The dashboard is stopping.' })
  }

  #welcome(route: SocketRoute, { role, peer }: ClientInfo, socket: WebSocket, wire: Duplex): void {
    const { activity, limits, registry } = this.#parts
    const serve = (frames: 'text' | 'binary', own: Partial<Limits> = {}): ServeClient => {
      return (listener) => new Client(socket, wire, frames, { ...limits, ...own }, listener)
    }
    if (route.kind === 'activity') {
      return activity.join(serve('text', { waitingBytes: limits.activityWaitingBytes }), role)
    }
    const monitor = registry.get(route.id)
    if (!monitor) return end(socket, { closing: { code: 'no-such-vm' }, reason: 'No such VM.' })
    if (route.kind === 'qmp') return monitor.attach(serve('text'), { role, peer })
    const stream = serve('binary', { stallMs: stallMsOf(route.kind, limits) })
    registry.streamsOf(route.id)?.accept(stream, role, route.kind, route.name)
  }

  #isFull(): boolean {
    return this.#clients().length > this.#parts.limits.webSockets
  }

  #clients(): WebSocket[] {
    return Object.values(this.#servers).flatMap(({ clients }) => [...clients])
  }

  #server(protocol: Protocol, messageBytes: number): WebSocketServer {
    const server = webSocketServer(protocol, messageBytes, this.#parts.limits)
    server.on('wsClientError', (error, socket) => this.#refuse(socket, malformed(error.message)))
    return server
  }

  #refuse(socket: Duplex, answer: Answer): void {
    sendRaw(socket, answer, this.#parts.headers)
  }
}

/** Ends a socket that nobody has taken on. */
function end(socket: WebSocket, why: CloseInfo): void {
  socket.on('error', () => {})
  closeWith(socket, why)
}

function malformed(message: string): Answer {
  return failure(400, 'bad-upgrade', message)
}
