import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits, type Limits } from '../limits.ts'
import { answerOn } from '../testing/raw-http.ts'
import { closeCodeIn, drip, openRaw } from '../testing/raw-web-socket.ts'
import { FakePeer, keep } from './testing/fake-peer.ts'
import { vmWithVnc } from './testing/scripted-vm.ts'
import { StreamServer } from './testing/stream-server.ts'

const mebibyte = 1024 * 1024

let peer: FakePeer
let server: StreamServer
afterEach(async () => {
  await server.stop()
  await peer.stop()
})

async function start(
  talk: (client: Socket, peer: FakePeer) => void,
  limits: Partial<Limits> = {},
  over: 'unix' | 'tcp' = 'unix',
): Promise<void> {
  peer = await FakePeer.start(talk, over)
  server = await StreamServer.start(vmWithVnc(peer), limits)
}

/** Writes so many random bytes as fast as they are taken, and returns their hash when it has ended. */
function pour(client: Socket, bytes: number): string {
  const chunk = randomBytes(mebibyte)
  const hash = createHash('sha256')
  for (let left = bytes; left > 0; left -= chunk.length) hash.update(chunk)
  let left = bytes
  const more = () => {
    while (left > 0) {
      left -= chunk.length
      if (!client.write(chunk)) return
    }
    client.off('drain', more)
    client.end()
  }
  client.on('drain', more)
  more()
  return hash.digest('hex')
}

describe('a raw stream', () => {
  test.each(['unix', 'tcp'] as const)('carries bytes both ways over %s', async (over) => {
    await start((client) => client.pipe(client), {}, over)
    const viewer = server.view('vnc', 'default')
    await viewer.send(Buffer.of(0, 255, 10, 13))
    await viewer.until(({ length }) => length === 4)
    expect([...viewer.bytes]).toEqual([0, 255, 10, 13])
    expect(viewer.socket.protocol).toBe('binary')
    expect(viewer.socket.extensions).toBe('')
  })

  test.each([1, 125, 126, 4096, 4097, 65_535, 65_536])('carries messages of %i bytes', async (size) => {
    await start((client) => client.pipe(client))
    const viewer = server.view('vnc', 'default')
    const message = randomBytes(size)
    await viewer.send(message)
    await viewer.until(({ length }) => length === size)
    expect(viewer.bytes.equals(message)).toBe(true)
  })

  test('delivers every byte of 64 MiB to a viewer that pauses', async () => {
    let sent = ''
    await start((client) => {
      sent = pour(client, 64 * mebibyte)
    })
    const viewer = server.view('vnc', 'default')
    await viewer.until(({ length }) => length > mebibyte)
    viewer.socket.pause()
    const [client] = peer.clients
    await standsStill(() => client?.bytesWritten ?? 0)
    expect(viewer.length).toBeLessThan(32 * mebibyte)
    viewer.socket.resume()
    const { code, reason } = await viewer.closed
    expect([code, reason]).toEqual([4410, 'QEMU closed this stream.'])
    expect(viewer.length).toBe(64 * mebibyte)
    expect(createHash('sha256').update(viewer.bytes).digest('hex')).toBe(sent)
  })

  test('delivers every byte of 64 MiB to a QEMU that pauses, and holds little meanwhile', async () => {
    const hash = createHash('sha256')
    let received = 0
    await start((client) => {
      client.on('data', (data) => {
        received += data.length
        hash.update(data)
      })
      client.pause()
    })
    const viewer = server.view('vnc', 'default')
    const chunk = randomBytes(mebibyte)
    const expected = createHash('sha256')
    for (let count = 0; count < 64; count++) {
      await viewer.send(chunk)
      expected.update(chunk)
    }
    await standsStill(() => viewer.socket.bufferedAmount)
    // What has left the client and is not in QEMU is in the bridge, or in the kernel's buffers.
    expect(viewer.socket.bufferedAmount).toBeGreaterThan(32 * mebibyte)
    for (const client of peer.clients) client.resume()
    await reaches(() => received, 64 * mebibyte)
    expect(hash.digest('hex')).toBe(expected.digest('hex'))
  })

  test('delivers 1 MiB to the last byte before it says that QEMU has closed', async () => {
    await start((client) => client.end(Buffer.alloc(mebibyte, 7)))
    const viewer = server.view('vnc', 'default')
    expect(await viewer.closed).toEqual({ code: 4410, reason: 'QEMU closed this stream.' })
    expect(viewer.length).toBe(mebibyte)
  })

  test('says that the connection was reset', async () => {
    await start((client) => client.once('data', () => client.resetAndDestroy()), {}, 'tcp')
    const viewer = server.view('vnc', 'default')
    await viewer.send('x')
    expect(await viewer.closed).toEqual({
      code: 4410,
      reason: 'The connection to QEMU was lost (ECONNRESET).',
    })
  })

  test('says that nothing listens there any more', async () => {
    await start(() => {})
    await peer.stop()
    const { code, reason } = await server.view('vnc', 'default').closed
    expect([code, reason]).toEqual([
      4502,
      expect.stringMatching(/^The socket that QEMU names does not exist here/),
    ])
  })

  test('takes no text', async () => {
    await start(keep)
    const viewer = server.view('vnc', 'default')
    viewer.socket.once('open', () => viewer.socket.send('text'))
    expect(await viewer.closed).toEqual({ code: 1003, reason: 'This WebSocket takes binary frames.' })
    expect(peer.received).toHaveLength(0)
  })

  test('takes a message of 1 MiB and a little, and nothing of a longer one', async () => {
    await start(keep)
    const viewer = server.view('vnc', 'default')
    const { streamMessageBytes } = defaultLimits
    await viewer.send(Buffer.alloc(streamMessageBytes))
    await reaches(() => peer.received.length, streamMessageBytes)
    await viewer.send(Buffer.alloc(streamMessageBytes + 1))
    expect((await viewer.closed).code).toBe(1009)
    expect(peer.received).toHaveLength(streamMessageBytes)
  })

  test('takes a message in 64 fragments, and nothing of one in more', async () => {
    await start(keep)
    const viewer = server.view('vnc', 'default')
    const { maxFragments } = defaultLimits
    await viewer.send('x')
    for (const count of [maxFragments, maxFragments + 1])
      for (let left = count; left > 0; left--) viewer.socket.send(Buffer.of(left), { fin: left === 1 })
    expect((await viewer.closed).code).toBe(1009)
    await reaches(() => peer.received.length, 1 + maxFragments)
  })

  test('takes no message in more than 1,024 packets', async () => {
    await start(keep)
    const { host, pathname } = new URL(server.url('vnc', 'default', 'operator'))
    const socket = await openRaw(host, pathname)
    const answer = answerOn(socket)
    socket.write(Buffer.of(0x82, 0xfe, 0x10, 0, 0, 0, 0, 0))
    expect(await drip(socket, Buffer.alloc(0x1000))).toBeGreaterThan(defaultLimits.maxBufferedChunks)
    expect(closeCodeIn((await answer).bytes)).toBe(1009)
    expect(peer.received).toHaveLength(0)
  })

  test('sends a viewer away that takes nothing for too long', async () => {
    await start((client) => void pour(client, 64 * mebibyte), { streamStallMs: 50 })
    const viewer = server.view('vnc', 'default')
    await viewer.until(({ length }) => length > 0)
    viewer.socket.pause()
    await gone(peer)
    viewer.socket.resume()
    expect((await viewer.closed).code).toBe(4429)
  })

  test('sends a viewer away whose bytes QEMU does not take for too long', async () => {
    await start((client) => client.pause(), { pauseMs: 50 })
    const viewer = server.view('vnc', 'default')
    for (let count = 0; count < 16; count++) await viewer.send(Buffer.alloc(mebibyte))
    expect((await viewer.closed).code).toBe(1013)
  })

  test('lets go of QEMU when the viewer leaves, also where QEMU does not read', async () => {
    await start((client) => client.pause(), { hangUpMs: 50 })
    const viewer = server.view('vnc', 'default')
    for (let count = 0; count < 8; count++) await viewer.send(Buffer.alloc(mebibyte))
    await reaches(() => peer.clients.length, 1)
    viewer.socket.terminate()
    const [client] = peer.clients
    await standsStill(() => viewer.socket.bufferedAmount)
    client?.resume()
    await gone(peer)
  })

  test('cuts off a viewer that gives no sign of life', async () => {
    await start(keep, { pingMs: 10 })
    const viewer = server.view('vnc', 'default')
    await reaches(() => peer.clients.length, 1)
    viewer.socket.pause()
    await gone(peer)
  })

  test('tells when QEMU does not answer where it is', async () => {
    peer = await FakePeer.start(keep)
    const vm = { ...vmWithVnc(peer), ask: () => new Promise(() => {}) }
    server = await StreamServer.start(vm, { askMs: 20 })
    expect(await server.view('vnc', 'default').closed).toEqual({
      code: 4502,
      reason: 'QEMU does not say where this stream is: no answer.',
    })
  })
})

async function gone(from: FakePeer): Promise<void> {
  await reaches(() => (from.clients.length === 0 && from.visits > 0 ? 1 : 0), 1)
}

async function reaches(value: () => number, wanted: number): Promise<void> {
  await expect.poll(value, { timeout: 10_000, interval: 5 }).toBe(wanted)
}

/** Waits until a number has been the same three times running. */
async function standsStill(value: () => number): Promise<void> {
  const seen: number[] = []
  await expect
    .poll(
      () => {
        seen.push(value())
        return new Set(seen.slice(-3)).size === 1 && seen.length > 3
      },
      { timeout: 10_000, interval: 50 },
    )
    .toBe(true)
}
