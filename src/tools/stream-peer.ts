// What stands in the place of a VNC server while streams are measured, as a process of its own. The first four bytes of
// a connection say how many MiB, with the kind in the highest one: echo, say so much, hear so much, hear nothing.

import { randomBytes } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { mebibyte, streamRequests } from './bench/stream-request.ts'

const saying = randomBytes(64 * 1024)

/** Runs until the process that started it goes; tells it its port. */
export async function main(): Promise<void> {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {})
    socket.once('data', (data) => begin(socket, data))
  })
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => process.send?.(server.address()))
  await new Promise((resolve) => process.once('disconnect', resolve))
  process.exit()
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
