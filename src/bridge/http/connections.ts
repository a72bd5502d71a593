import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Milliseconds that connections get to end by themselves. */
const farewellMs = 1000

/** All connections of a server, those that became WebSockets included, so that none outlives it. */
export class Connections {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  /** @param server one that has not begun to listen: what has come before is not known here */
  constructor(server: Server) {
    this.#server = server
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
  }

  /** Takes no more of them, waits a moment for those there are, and cuts off the rest. Resolves when none is left. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeIdleConnections()
    const timer = setTimeout(() => {
      for (const socket of this.#sockets) socket.destroy()
    }, farewellMs)
    await closed
    clearTimeout(timer)
  }
}
