import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakePeer, keep } from './testing/fake-peer.ts'
import { scriptedVm, vmWithVnc } from './testing/scripted-vm.ts'
import { StreamServer } from './testing/stream-server.ts'

const version = Buffer.from('RFB 003.008\n')

/** A VNC server without a password that keeps what clients say after the handshake. */
function shakeHands(client: Socket, peer: FakePeer): void {
  client.write(version)
  client.once('data', () => {
    client.write(Buffer.of(1, 1))
    client.once('data', () => {
      client.write(Buffer.alloc(4))
      keep(client, peer)
    })
  })
}

let peer: FakePeer
let server: StreamServer
afterEach(async () => {
  await server.stop()
  await peer.stop()
})

const shared = Buffer.of(1)
const key = Buffer.from('0401000000000061', 'hex')
const pointer = Buffer.from('050100100010', 'hex')
const request = Buffer.from('03000000000000100010', 'hex')

describe('the streams of a VM', () => {
  test.each([
    ['viewer look alone', 'viewer', Buffer.concat([shared, request, request])],
    ['operator touch', 'operator', Buffer.concat([Buffer.of(0), key, request, pointer, request])],
  ] as const)('let the %s, also byte by byte', async (_, role, received) => {
    peer = await FakePeer.start(shakeHands)
    server = await StreamServer.start(vmWithVnc(peer))
    const viewer = server.view('vnc', 'default', role)
    await viewer.until(({ length }) => length === 12)
    await viewer.send(version)
    await viewer.until(({ length }) => length === 14)
    await viewer.send(Buffer.of(1))
    await viewer.until(({ length }) => length === 18)
    for (const byte of Buffer.concat([Buffer.of(0), key, request, pointer, request]))
      await viewer.send(Buffer.of(byte))
    await expect.poll(() => peer.received.length).toBe(received.length)
    expect(peer.received).toEqual(received)
  })

  test('end for a viewer who says what no viewer says, and nothing of it gets through', async () => {
    peer = await FakePeer.start((client, self) => {
      client.write(version)
      keep(client, self)
    })
    server = await StreamServer.start(vmWithVnc(peer))
    const viewer = server.view('vnc', 'default', 'viewer')
    await viewer.until(({ length }) => length === 12)
    await viewer.send('RFB 003.889\n')
    expect((await viewer.closed).code).toBe(1003)
    await expect.poll(() => peer.clients.length).toBe(0)
    expect(peer.received).toHaveLength(0)
  })

  test('are refused to viewers where the handshake turns out to encrypt, and QEMU is let go', async () => {
    peer = await FakePeer.start((client) => {
      client.write(version)
      client.once('data', () => client.write(Buffer.of(1, 19)))
    })
    server = await StreamServer.start(vmWithVnc(peer))
    const viewer = server.view('vnc', 'default', 'viewer')
    await viewer.until(({ length }) => length === 12)
    await viewer.send(version)
    const { code, reason } = await viewer.closed
    expect([code, reason, viewer.length]).toEqual([4404, expect.stringContaining('encrypts'), 12])
    await expect.poll(() => peer.clients.length).toBe(0)
  })

  test('let QEMU go when another part of the bridge closes a viewer', async () => {
    peer = await FakePeer.start(keep)
    server = await StreamServer.start(vmWithVnc(peer))
    const viewer = server.view('vnc', 'default')
    await expect.poll(() => peer.clients.length).toBe(1)
    server.closeAll(1001, 'The dashboard is stopping.')
    expect(await viewer.closed).toEqual({ code: 1001, reason: 'The dashboard is stopping.' })
    await expect.poll(() => peer.clients.length).toBe(0)
  })

  test('leave nothing behind when many viewers vanish at any moment', async () => {
    peer = await FakePeer.start((client) => client.pipe(client))
    server = await StreamServer.start(vmWithVnc(peer), { hangUpMs: 50 })
    const viewers = Array.from({ length: 100 }, () => server.view('vnc', 'default'))
    await Promise.all(
      viewers.map(async (viewer, index) => {
        await viewer.send(Buffer.alloc((index + 1) * 1000))
        if (index % 2 === 0) await viewer.until(({ length }) => length > 0)
        viewer.socket.terminate()
      }),
    ).catch(() => {})
    for (const viewer of viewers) viewer.socket.terminate()
    await Promise.all(viewers.map((viewer) => viewer.closed))
    await expect.poll(() => peer.clients.length).toBe(0)
    const after = server.view('vnc', 'default')
    await after.send('x')
    await after.until(({ text }) => text === 'x')
  })

  test('let so many wait for an answer of QEMU (waitingStreams), whether they stay or not', async () => {
    peer = await FakePeer.start(keep)
    const silent = { ...vmWithVnc(peer), ask: () => new Promise<never>(() => {}) }
    server = await StreamServer.start(silent)
    const viewers = Array.from({ length: defaultLimits.waitingStreams }, () => server.view('vnc', 'default'))
    await Promise.all(viewers.map(({ socket }) => once(socket, 'open')))
    for (const { socket } of viewers.slice(0, 100)) socket.terminate()
    expect((await server.view('vnc', 'default').closed).code).toBe(1013)
  })

  test('say so where QEMU cannot be asked, without its words', async () => {
    peer = await FakePeer.start(keep)
    server = await StreamServer.start(scriptedVm({}))
    for (const kind of ['vnc', 'chardev'] as const) {
      expect(await server.view(kind, 'x', 'viewer').closed).toEqual({
        code: 4502,
        reason: 'QEMU cannot be asked where this stream is.',
      })
    }
  })
})
