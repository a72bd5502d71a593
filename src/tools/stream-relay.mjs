// A process that relays between clients and a port of 127.0.0.1, to measure beside the dashboard: `tcp` as little as one
// process between two sockets can do, `plain` between WebSockets and sockets as one would write it with `ws`. It runs
// without anything around it, as its memory is measured: `node src/tools/stream-relay.mjs KIND PORT`, started by `fork`.
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer } from 'node:net'
import { WebSocketServer } from 'ws'

const [kind, port] = process.argv.slice(2)
const server = kind === 'tcp' ? tcpRelay() : webSocketRelay()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => process.send?.(server.address()))
process.once('disconnect', () => process.exit())

function dial() {
  return connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
}

function tcpRelay() {
  return createServer({ noDelay: true }, (client) => {
    const socket = dial()
    client.pipe(socket).pipe(client)
    client.on('error', () => {}).on('close', () => socket.destroy())
    socket.on('error', () => {}).on('close', () => client.destroy())
  })
}

function webSocketRelay() {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  return createHttpServer().on('upgrade', (request, wire, head) => {
    sockets.handleUpgrade(request, wire, head, relay)
  })
}

/** @param {import('ws').WebSocket} webSocket */
function relay(webSocket) {
  const socket = dial()
  socket.on('data', (data) => webSocket.send(data))
  socket.on('error', () => webSocket.terminate())
  socket.on('close', () => webSocket.close())
  webSocket.on('message', (data) => socket.write(data))
  webSocket.on('error', () => {})
  webSocket.on('close', () => socket.destroy())
}
