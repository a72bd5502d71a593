import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { type DialAddress, DialledSocket, type SocketEnd, type SocketListener } from './dialled-socket.ts'

let qemu: FakeQemu | undefined
let server: Server | undefined
const clients = new Set<Socket>()
afterEach(async () => {
  vi.useRealTimers()
  for (const client of clients) client.destroy()
  server?.close()
  await qemu?.stop()
})

function dial(address: DialAddress, listener: Partial<SocketListener> = {}) {
  const heard: string[] = []
  let socket: DialledSocket | undefined
  const ended = new Promise<SocketEnd>((resolve) => {
    socket = new DialledSocket(address, defaultLimits, {
      onOpen: () => heard.push('open'),
      onData: () => heard.push('data'),
      onDrain: () => heard.push('drain'),
      onEnded: (end) => {
        heard.push('ended')
        resolve(end)
      },
      ...listener,
    })
  })
  return { socket: socket as unknown as DialledSocket, ended, heard }
}

test('a host that does not answer is given up (connectMs)', async () => {
  qemu = await FakeQemu.start(undefined, 'tcp')
  const [, host = '', port] = qemu.address.split(':')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { ended } = dial({ host, port: Number(port) })
  // All the time passes before this process hears of any answer.
  vi.advanceTimersByTime(defaultLimits.connectMs)
  expect(await ended).toMatchObject({ wasOpen: false, error: { code: 'ETIMEDOUT' } })
  await expect.poll(() => qemu?.clients).toEqual([])
})

test('after a close nothing is heard, whether it was connecting or open', async () => {
  qemu = await FakeQemu.start((client) => client.end('bye'))
  const address = { path: qemu.address.slice('unix:'.length) }
  const connecting = dial(address)
  connecting.socket.close()
  const open = dial(address, { onOpen: () => open.socket.close() })
  await expect.poll(() => qemu?.visits).toBeGreaterThan(0)
  await expect.poll(() => qemu?.clients).toEqual([])
  const last = dial(address)
  await last.ended
  expect([connecting.heard, open.heard]).toEqual([[], []])
})

test('a file where the socket should be is told from a socket that nobody serves', async () => {
  qemu = await FakeQemu.start()
  const folder = dirname(qemu.address.slice('unix:'.length))
  writeFileSync(join(folder, 'file'), '')
  expect((await dial({ path: join(folder, 'file') }).ended).error?.code).toBe('ENOTSOCK')
  expect((await dial({ path: join(folder, 'none') }).ended).error?.code).toBe('ENOENT')
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

test('bytes that were read are never written over, while their socket reads on and others read', async () => {
  let byte = 1
  const port = await flood(() => byte)
  const held: Buffer[] = []
  let others = 0
  const first = dial({ host: '127.0.0.1', port }, { onData: (data) => held.length < 8 && held.push(data) })
  await expect.poll(() => held.length).toBe(8)
  byte = 2
  const second = dial({ host: '127.0.0.1', port }, { onData: ({ length }) => (others += length) })
  await expect.poll(() => others).toBeGreaterThan(8 * 1024 * 1024)
  for (const data of held) expect(data.every((each) => each === 1)).toBe(true)
  first.socket.close()
  second.socket.close()
  await expect.poll(() => clients.size).toBe(0)
})
