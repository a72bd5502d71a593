import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { StreamSocket } from './stream-socket.ts'

let server: Server
const clients = new Set<Socket>()
afterEach(() => {
  for (const client of clients) client.destroy()
  server.close()
})

/** A server that floods whoever comes, each mebibyte with the byte that `byte` has then. */
async function flood(byte: () => number): Promise<number> {
  server = createServer((client) => {
    clients.add(client)
    client.on('error', () => {}).on('close', () => clients.delete(client))
    const more = () => {
      while (client.write(Buffer.alloc(1024 * 1024, byte())));
    }
    client.on('drain', more)
    more()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('bytes that are still needed when a stream is closed are not written over', async () => {
  let byte = 1
  const port = await flood(() => byte)
  const socket = new StreamSocket({ host: '127.0.0.1', port }, defaultLimits)
  const held = await new Promise<Buffer>((resolve) => {
    socket.onData = (data) => {
      if (data.length < 100_000) return true
      byte = 2
      resolve(data)
      return false
    }
  })
  const copy = Buffer.from(held)
  socket.close()
  await expect.poll(() => clients.size).toBe(0)
  expect(held.equals(copy)).toBe(true)
})
