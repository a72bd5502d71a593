// What stands in the place of a VNC server while streams are measured, as a process of its own, with a monitor that tells
// where that server is. The first four bytes of a connection to the server say how many MiB, with the kind in the highest
// one: echo, say so much, hear so much, hear nothing.

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { mebibyte, streamRequests } from './bench/stream-request.ts'

const saying = randomBytes(64 * 1024)

/** Where the two listen, both on 127.0.0.1. */
export interface StreamPeerPorts {
  stream: number
  monitor: number
}

/** Runs until the process that started it goes; tells it its ports. */
export async function main(): Promise<void> {
  const stream = await listening(
    createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => {})
      socket.once('data', (data) => begin(socket, data))
    }),
  )
  const monitor = await listening(createServer({ noDelay: true }, (socket) => tellWhere(socket, stream)))
  process.send?.({ stream, monitor } satisfies StreamPeerPorts)
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
}

async function listening(server: Server): Promise<number> {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const greeting =
  '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 0, "major": 10}, "package": ""}, "capabilities": []}}\r\n'

/** A monitor that knows one VNC server. */
function tellWhere(socket: Socket, port: number): void {
  socket.write(greeting)
  socket.on('error', () => {})
  createInterface(socket).on('line', (line) => {
    const { execute, id } = JSON.parse(line)
    const listener = { family: 'ipv4', host: '127.0.0.1', service: `${port}`, auth: 'none', websocket: false }
    const servers = [{ id: 'default', auth: 'none', server: [listener] }]
    socket.write(`${JSON.stringify({ return: execute === 'query-vnc-servers' ? servers : {}, id })}\r\n`)
  })
}

function begin(socket: Socket, request: Buffer): void {
  const bytes = request.readUIntBE(1, 3) * mebibyte
  switch (request[0]) {
    case streamRequests.echo:
      socket.on('data', (data) => socket.write(data))
      return
    case streamRequests.say:
      say(socket, bytes)
      return
    case streamRequests.hear:
      hear(socket, bytes, request.length - 4)
      return
    default:
      socket.pause()
  }
}

function say(socket: Socket, bytes: number): void {
  let left = bytes
  const more = () => {
    while (left > 0) {
      left -= saying.length
      if (!socket.write(saying)) break
    }
    if (left > 0) socket.once('drain', more)
    else socket.once('data', (data) => begin(socket, data))
  }
  more()
}

/** Answers with one byte when it has heard all. */
function hear(socket: Socket, bytes: number, already: number): void {
  let left = bytes - already
  const listen = (data: Buffer) => {
    left -= data.length
    if (left > 0) return
    socket.off('data', listen)
    socket.once('data', (request) => begin(socket, request))
    socket.write(Buffer.of(1))
  }
  socket.on('data', listen)
}
