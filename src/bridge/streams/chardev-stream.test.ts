import type { Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Limits } from '../limits.ts'
import { FakePeer, keep } from './testing/fake-peer.ts'
import { vmWithSerial } from './testing/scripted-vm.ts'
import { StreamServer } from './testing/stream-server.ts'
import type { StreamTestViewer } from './testing/stream-test-viewer.ts'

let port: FakePeer
let server: StreamServer
afterEach(async () => {
  await server.stop()
  await port.stop()
})

async function start(
  limits: Partial<Limits> = {},
  talk: (client: Socket, peer: FakePeer) => void = keep,
): Promise<void> {
  port = await FakePeer.start(talk)
  server = await StreamServer.start(vmWithSerial(port), limits)
}

/** The guest writes something. */
function say(output: string | Buffer): void {
  for (const client of port.clients) client.write(output)
}

async function hears(viewer: StreamTestViewer, text: string): Promise<void> {
  await viewer.until((each) => each.text === text)
}

/** Viewers that all see what the guest writes. */
async function viewersOf(count: number): Promise<StreamTestViewer[]> {
  const viewers = Array.from({ length: count }, () => server.view('chardev', 'serial0'))
  await expect.poll(() => port.clients.length).toBe(1)
  say('>')
  await Promise.all(viewers.map((viewer) => hears(viewer, '>')))
  return viewers
}

describe('a serial port', () => {
  test('has one connection for all its viewers, and all see its output', async () => {
    await start()
    const viewers = await viewersOf(3)
    say('hello')
    await Promise.all(viewers.map((viewer) => hears(viewer, '>hello')))
    expect(port.visits).toBe(1)
  })

  test('shows a viewer who comes later the latest 64 KiB', async () => {
    await start()
    const [first] = await viewersOf(1)
    say(Buffer.alloc(100_000, 'x'))
    say('end')
    await first?.until(({ length }) => length === 100_004)
    const second = server.view('chardev', 'serial0')
    await second.until(({ text }) => text.endsWith('end'))
    expect(second.length).toBe(65_536)
    expect(second.notices).toEqual([])
  })

  test('takes what operators type', async () => {
    await start()
    const [viewer] = await viewersOf(1)
    await viewer?.send('ls\n')
    await expect.poll(() => port.received.toString()).toBe('ls\n')
  })

  test('takes nothing of what viewers type, and says so once', async () => {
    await start()
    const viewer = server.view('chardev', 'serial0', 'viewer')
    await viewer.send('reboot\n')
    await viewer.send('reboot\n')
    const operator = server.view('chardev', 'serial0')
    await operator.send('x')
    await expect.poll(() => port.received.toString()).toBe('x')
    say('output')
    await hears(viewer, 'output')
    expect(viewer.notices).toEqual(['Read-only: what you type is not sent.'])
  })

  test('is never slowed by who does not read: the oldest bytes are lost, and their number is told', async () => {
    await start()
    const [slow, fast] = await viewersOf(2)
    if (!slow || !fast) throw new Error('no viewers')
    slow.socket.pause()
    const chunk = Buffer.alloc(64 * 1024)
    for (let count = 1; count <= 400; count++) {
      chunk.fill(count % 251)
      say(chunk)
      await fast.until(({ length }) => length === 1 + count * chunk.length)
    }
    say('end')
    await fast.until(({ text }) => text.endsWith('end'))
    expect(fast.notices).toEqual([])
    slow.socket.resume()
    await slow.until(({ bytes }) => bytes.subarray(-3).toString() === 'end')
    const lost = slow.notices.map((notice) =>
      Number(/^([\d,]+) bytes lost$/.exec(notice)?.[1]?.replaceAll(',', '')),
    )
    expect(lost.reduce((sum, bytes) => sum + bytes, 0) + slow.length).toBe(fast.length)
    expect(slow.length).toBeLessThan(fast.length)
    expect(slow.bytes.subarray(-100_000).equals(fast.bytes.subarray(-100_000))).toBe(true)
  }, 20_000)

  test('is let go a moment after the last viewer has left, and taken again by the next', async () => {
    await start({ holdMs: 50 })
    const [first, second] = await viewersOf(2)
    await first?.leave()
    say('still here')
    if (second) await hears(second, '>still here')
    await second?.leave()
    await expect.poll(() => port.clients.length).toBe(0)
    const [third] = await viewersOf(1)
    expect(third?.text).toBe('>')
    expect(port.visits).toBe(2)
  })

  test('is kept where the next viewer comes within that moment', async () => {
    await start({ holdMs: 10_000 })
    const [first] = await viewersOf(1)
    await first?.leave()
    await hears(server.view('chardev', 'serial0'), '>')
    expect(port.visits).toBe(1)
  })

  test('is let go where the viewers who wanted it have left before it opened', async () => {
    await start({ holdMs: 20 })
    const viewer = server.view('chardev', 'serial0')
    await viewer.send('')
    viewer.socket.terminate()
    await expect.poll(() => port.visits).toBe(1)
    await expect.poll(() => port.clients.length).toBe(0)
  })

  test('says when QEMU has closed it, after the last byte', async () => {
    await start()
    const viewers = await viewersOf(2)
    for (const client of port.clients) client.end('bye')
    for (const viewer of viewers) {
      expect(await viewer.closed).toEqual({ code: 4410, reason: 'QEMU closed this stream.' })
      expect(viewer.text).toBe('>bye')
    }
    const [next] = await viewersOf(1)
    expect(next?.text).toBe('>')
  })

  test('gives a viewer who is behind the rest before it says so', async () => {
    await start()
    const [slow, fast] = await viewersOf(2)
    slow?.socket.pause()
    const chunk = Buffer.alloc(64 * 1024)
    for (let count = 1; count <= 200; count++) {
      say(chunk)
      await fast?.until(({ length }) => length === 1 + count * chunk.length)
    }
    for (const client of port.clients) client.end('panic')
    expect((await fast?.closed)?.code).toBe(4410)
    slow?.socket.resume()
    expect((await slow?.closed)?.code).toBe(4410)
    expect(slow?.text.slice(-5)).toBe('panic')
  }, 20_000)

  test('tells all who wait for it that it cannot be reached', async () => {
    await start()
    await port.stop()
    const viewers = [server.view('chardev', 'serial0'), server.view('chardev', 'serial0')]
    for (const viewer of viewers) expect((await viewer.closed).code).toBe(4502)
  })

  test('pauses an operator whose input the guest does not take, and nobody else', async () => {
    await start({ pauseMs: 50, hangUpMs: 50 }, (client) => client.pause())
    const [flooding, other] = await viewersOf(2)
    for (let count = 0; count < 16; count++) await flooding?.send(Buffer.alloc(1024 * 1024))
    expect((await flooding?.closed)?.code).toBe(1013)
    say('.')
    if (other) await hears(other, '>.')
  })

  test('by another name is none', async () => {
    await start()
    const { code, reason } = await server.view('chardev', 'serial1').closed
    expect([code, reason]).toEqual([4404, 'This VM has no such character device.'])
  })
})
