// A process that relays between WebSockets and the port that is handed in, to measure: `streams` as the dashboard does,
// `plain` as one would write it with `ws` in a dozen lines.
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { streamSocketLimits } from '#bridge/streams/stream-limits.ts'
import { Streams } from '#bridge/streams/streams.ts'

/** Runs until the process that started it goes; tells it its port. */
export async function main([kind, port]: readonly string[]): Promise<void> {
  const relay = kind === 'streams' ? throughStreams(Number(port)) : plainly(Number(port))
  const sockets = new WebSocketServer({ noServer: true, ...streamSocketLimits })
  const server = createServer()
  server.on('upgrade', (request, wire, head) => {
    sockets.handleUpgrade(request, wire, head, (webSocket) => relay(webSocket, wire))
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => process.send?.(server.address()))
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
}

type Relay = (webSocket: WebSocket, wire: Duplex) => void

function throughStreams(port: number): Relay {
  const listener = {
    family: 'ipv4',
    host: '127.0.0.1',
    service: String(port),
    auth: 'none',
    websocket: false,
  }
  const ask = async () => [{ id: 'default', auth: 'none', server: [listener] }]
  const target = { id: 'vm', name: 'vm', source: 'argument', address: { kind: 'unix', path: '/' } } as const
  const streams = new Streams({ ask, target })
  return (webSocket, wire) => streams.accept({ webSocket, wire, role: 'operator' }, 'vnc', 'default')
}

function plainly(port: number): Relay {
  return (webSocket) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.on('data', (data) => webSocket.send(data))
    socket.on('error', () => webSocket.terminate())
    socket.on('close', () => webSocket.close())
    webSocket.on('message', (data) => socket.write(data as Buffer))
    webSocket.on('error', () => {})
    webSocket.on('close', () => socket.destroy())
  }
}
