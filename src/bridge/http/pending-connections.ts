import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Limits } from '../limits.ts'
import { peerOf } from './peer.ts'

/**
 * Connections that are no WebSocket of ours: whoever is behind them has shown no token that lasts. When there are too
 * many the oldest goes first, so that a flood washes away itself and keeps nobody out.
 */
export class PendingConnections {
  readonly #limits: Limits
  /** Those that have not said anything whole yet, oldest first. Under TLS a handshake counts as nothing said. */
  readonly #pending = new Map<string, Socket>()
  readonly #others = new Map<string, Socket>()

  constructor(server: Server, limits: Limits) {
    this.#limits = limits
    server.on('connection', (socket: Socket) => this.#came(socket))
    const spoke = ({ socket }: IncomingMessage) => this.#spoke(peerOf(socket))
    server.on('request', spoke)
    server.on('upgrade', spoke)
  }

  /** The connection is one of ours from now on. */
  admit(request: IncomingMessage): void {
    this.#others.delete(peerOf(request.socket))
  }

  #came(socket: Socket): void {
    const peer = peerOf(socket)
    socket.on('close', () => this.#left(peer, socket))
    this.#pending.set(peer, socket)
    if (this.#pending.size > this.#limits.pendingConnections) cutOldest(this.#pending)
  }

  #spoke(peer: string): void {
    const socket = this.#pending.get(peer)
    if (!socket) return
    this.#pending.delete(peer)
    this.#others.set(peer, socket)
    if (this.#others.size > this.#limits.requestConnections) cutOldest(this.#others)
  }

  /** Another may come from the same port before this one has quite gone. */
  #left(peer: string, socket: Socket): void {
    for (const sockets of [this.#pending, this.#others]) {
      if (sockets.get(peer) === socket) sockets.delete(peer)
    }
  }
}

function cutOldest(sockets: Map<string, Socket>): void {
  const [oldest] = sockets
  if (!oldest) return
  sockets.delete(oldest[0])
  oldest[1].destroy()
}
