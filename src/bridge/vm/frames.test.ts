import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { defaultLimits, type Limits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { answerOn, exchange, upgradeLines } from '../testing/raw-http.ts'
import { closeCodeIn, drip, openRaw } from '../testing/raw-web-socket.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

async function start(
  talk?: (client: Socket, qemu: FakeQemu) => void,
  limits: Partial<Limits> = {},
): Promise<void> {
  qemu = await FakeQemu.start(talk)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`], { limits })
}

const negotiate = '{"execute": "qmp_capabilities"}'

describe('frames against the rules', () => {
  let speaking: SpeakingQemu
  beforeEach(async () => {
    speaking = new SpeakingQemu()
    await start(speaking.talk)
  })

  /** Speaks WebSocket by hand: sends frames, masked with zeros, and returns the code that the bridge closes with. */
  async function closeCodeAfter(...frames: number[][]): Promise<number | undefined> {
    const socket = await openRaw(dashboard.host, '/api/vms/vm/qmp', [`Authorization: Bearer ${token}`])
    socket.write(Buffer.from(frames.flat()))
    const { bytes } = await answerOn(socket)
    return closeCodeIn(bytes)
  }

  function text(...bytes: number[]): number[] {
    return [0x81, 0x80 | bytes.length, 0, 0, 0, 0, ...bytes]
  }

  test('binary is answered with 1003', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    viewer.socket.send(Buffer.from('{}'))
    expect((await viewer.closed).code).toBe(1003)
    expect(speaking.heard).toEqual([])
  })

  test('bad UTF-8 is answered with 1007', async () => {
    for (const bytes of [[0xc3, 0x28], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff]]) {
      expect(await closeCodeAfter(text(...bytes))).toBe(1007)
    }
    expect(speaking.heard).toEqual([])
  })

  test('a character cut between fragments is whole again', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    const bytes = Buffer.from('{"€": 1}')
    viewer.socket.send(bytes.subarray(0, 3), { binary: false, fin: false })
    viewer.socket.send(bytes.subarray(3), { binary: false, fin: true })
    await viewer.received(2)
    expect(viewer.messages[1]).toContain("QMP input member '€' is unexpected")
  })

  test('a message over 1 MiB is answered with 1009, before its body is there', async () => {
    const huge = [0x81, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
    const farTooHuge = [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]
    for (const frame of [huge, farTooHuge]) {
      expect(await closeCodeAfter(frame)).toBe(1009)
    }
    expect(speaking.heard).toEqual([])
  })

  test('a message in more than 64 fragments (maxFragments) is answered with 1009', async () => {
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    for (const [count, name] of [
      [64, 'query-a'],
      [65, 'query-b'],
    ] as const) {
      const command = `{"execute": "${name}"}`.padEnd(count)
      for (let at = 0; at < count; at++) viewer.socket.send(command.charAt(at), { fin: at === count - 1 })
    }
    expect((await viewer.closed).code).toBe(1009)
    await expect.poll(() => speaking.names).toEqual(['query-a'])
  })

  test('a frame in more than 1,024 packets (maxBufferedChunks) is answered with 1009', async () => {
    const socket = await openRaw(dashboard.host, '/api/vms/vm/qmp', [`Authorization: Bearer ${token}`])
    const answer = answerOn(socket)
    socket.write(Buffer.of(0x81, 0xfe, 0x10, 0, 0, 0, 0, 0))
    expect(await drip(socket, Buffer.alloc(0x1000, ' '))).toBeGreaterThan(1024)
    expect(closeCodeIn((await answer).bytes)).toBe(1009)
  })

  test('exactly 1 MiB is let through', async () => {
    const viewer = dashboard.view('vm')
    viewer.send(negotiate)
    await viewer.received(2)
    viewer.send(`{"execute": "query-status"}${' '.repeat(defaultLimits.commandBytes - 27)}`)
    await viewer.received(3)
    viewer.send(' '.repeat(defaultLimits.commandBytes + 1))
    expect((await viewer.closed).code).toBe(1009)
  })
})

describe('the handshake', () => {
  beforeEach(() => start())

  /** The headers of the answer to a client that would like to compress. */
  async function handshake(protocols: string[], headers = {}): Promise<Record<string, string>> {
    const socket = new WebSocket(dashboard.webSocketUrl('vm'), protocols, { headers })
    const [[response]] = await Promise.all([once(socket, 'upgrade'), once(socket, 'open')])
    socket.close()
    await once(socket, 'close')
    return response.headers
  }

  test('answers with qmp alone, never with the token, and compresses nothing', async () => {
    const headers = await handshake(['qmp', `bearer.${token}`])
    expect(headers['sec-websocket-protocol']).toBe('qmp')
    expect(headers).not.toHaveProperty('sec-websocket-extensions')
  })

  test('takes the token from a header, too', async () => {
    const headers = await handshake([], { authorization: `Bearer ${token}` })
    expect(headers).not.toHaveProperty('sec-websocket-protocol')
  })

  test('that offers other sub-protocols alone is refused', async () => {
    const offers = [`Sec-WebSocket-Protocol: binary, bearer.${token}`]
    const answer = await exchange(dashboard.host, upgradeLines('/api/vms/vm/qmp', dashboard.host, offers))
    expect(answer.status).toBe(400)
    expect(qemu.visits).toBe(0)
  })

  test('that is none is refused with the security headers', async () => {
    const lines = upgradeLines('/api/vms/vm/qmp', dashboard.host, [`Authorization: Bearer ${token}`])
    const broken = lines.map((line) => line.replace('Version: 13', 'Version: 7'))
    const answer = await exchange(dashboard.host, broken)
    expect(answer.status).toBe(400)
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
  })
})
