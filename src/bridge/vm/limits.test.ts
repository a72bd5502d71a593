import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { FakeQemu, greeting } from '../testing/fake-qemu.ts'
import { answerOn, exchange, open, upgradeLines } from '../testing/raw-http.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'
import type { Patience } from './viewer.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
afterEach(async () => {
  await dashboard.close()
  await qemu.stop()
})

async function start(
  talk?: (client: Socket, qemu: FakeQemu) => void,
  patience: Partial<Patience> = {},
): Promise<void> {
  qemu = await FakeQemu.start(talk)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`], { patience })
}

const mib = 1024 * 1024

describe('frames against the rules', () => {
  beforeEach(() => start())

  /** Speaks WebSocket by hand: sends one frame, masked with zeros, and reads what comes until the close. */
  async function afterFrame(...frames: number[][]): Promise<string> {
    const socket = await open(dashboard.host)
    const lines = upgradeLines('/api/vms/vm/qmp', dashboard.host, [
      `Sec-WebSocket-Protocol: qmp, bearer.${token}`,
    ])
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    socket.write(Buffer.from(frames.flat()))
    const { body } = await answerOn(socket)
    return body
  }

  function text(...bytes: number[]): number[] {
    return [0x81, 0x80 | bytes.length, 0, 0, 0, 0, ...bytes]
  }

  function close(code: number): string {
    return String.fromCharCode(code >> 8, code & 0xff)
  }

  test('P11: binary is answered with 1003', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    viewer.socket.send(Buffer.from('{}'))
    expect((await viewer.closed).code).toBe(1003)
    expect(qemu.received).toBe('')
  })

  test('P11: bad UTF-8 is answered with 1007', async () => {
    for (const bytes of [[0xc3, 0x28], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff]]) {
      expect(await afterFrame(text(...bytes))).toContain(Buffer.from(close(1007), 'latin1').toString())
    }
    expect(qemu.received).toBe('')
  })

  test('P11: a character cut between fragments is whole again', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    const bytes = Buffer.from('{"€": 1}')
    viewer.socket.send(bytes.subarray(0, 3), { binary: false, fin: false })
    viewer.socket.send(bytes.subarray(3), { binary: false, fin: true })
    await expect.poll(() => qemu.received).toBe('{"€": 1}')
  })

  test('P08: a message over 1 MiB is answered with 1009, before its body is there', async () => {
    const huge = [0x81, 0xff, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0]
    const farTooHuge = [0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]
    for (const frame of [huge, farTooHuge]) {
      expect(await afterFrame(frame)).toContain(Buffer.from(close(1009), 'latin1').toString())
    }
    expect(qemu.received).toBe('')
  })

  test('P08: exactly 1 MiB is let through', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    viewer.send(' '.repeat(mib))
    await expect.poll(() => qemu.received.length).toBe(mib)
    viewer.send(' '.repeat(mib + 1))
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

describe('a viewer that does not read', () => {
  const event = `{"event": "E", "pad": "${'x'.repeat(64 * 1024)}"}\r\n`

  /** Talks without end, as fast as it is read; `said` counts what left. */
  function talkOn(client: Socket, bytes: number, said: { bytes: number }): void {
    const more = () => {
      while (said.bytes < bytes) {
        said.bytes += event.length
        if (!client.write(event)) return void client.once('drain', more)
      }
    }
    client.write(greeting)
    more()
  }

  test('P09: makes QEMU wait instead of filling memory, and then gets everything', async () => {
    const said = { bytes: 0 }
    await start((client) => talkOn(client, 48 * mib, said))
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    viewer.socket.pause()
    await settled(() => said.bytes)
    // The high-water mark and what the kernel's buffers hold on both ways.
    expect(said.bytes).toBeLessThan(24 * mib)
    viewer.socket.resume()
    await viewer.received(1 + Math.ceil((48 * mib) / event.length))
    expect(new Set(viewer.messages.slice(1)).size).toBe(1)
  }, 30_000)

  test('for too long is sent away with 4429, and QEMU is free', async () => {
    const said = { bytes: 0 }
    await start((client) => talkOn(client, 64 * mib, said), { stallMs: 300 })
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    viewer.socket.pause()
    await expect.poll(() => qemu.clients, { timeout: 5000 }).toEqual([])
    viewer.socket.resume()
    expect(await viewer.closed).toMatchObject({ code: 4429, reason: expect.stringContaining('too slowly') })
  })
})

/** Resolves when a number has stopped changing. */
async function settled(read: () => number): Promise<void> {
  let last: number | undefined
  const isSame = () => {
    const before = last
    last = read()
    return last === before
  }
  await expect.poll(isSame, { interval: 100, timeout: 5000 }).toBe(true)
}

describe('a QEMU that does not read', () => {
  const chunk = ' '.repeat(mib)

  test('P10: makes the viewer wait instead of filling memory, and then gets everything', async () => {
    await start((client) => {
      client.write(greeting)
      client.pause()
    })
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    for (let count = 0; count < 64; count++) viewer.socket.send(chunk)
    await settled(() => viewer.socket.bufferedAmount)
    expect(viewer.socket.bufferedAmount).toBeGreaterThan(40 * mib)
    let taken = 0
    for (const client of qemu.clients) {
      client.on('data', (data) => {
        taken += data.length
      })
      client.resume()
    }
    await expect.poll(() => taken, { timeout: 20_000 }).toBe(64 * mib)
  }, 30_000)

  test('for too long ends the session with 1013', async () => {
    await start(
      (client) => {
        client.write(greeting)
        client.pause()
      },
      { pauseMs: 300 },
    )
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    for (let count = 0; count < 16; count++) viewer.socket.send(chunk)
    expect((await viewer.closed).code).toBe(1013)
  })
})

describe('a connection that died', () => {
  test('is noticed by its silence, and QEMU is free', async () => {
    await start(undefined, { pingMs: 50, silenceMs: 200 })
    const dead = new WebSocket(dashboard.webSocketUrl('vm'), ['qmp', `bearer.${token}`], { autoPong: false })
    dead.on('error', () => {})
    await once(dead, 'close')
    await expect.poll(() => qemu.clients).toEqual([])
  })

  test('is not one that answers pings and says nothing else', async () => {
    await start(undefined, { pingMs: 20, silenceMs: 60 })
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    for (let pings = 0; pings < 10; pings++) await once(viewer.socket, 'ping')
    expect(viewer.socket.readyState).toBe(WebSocket.OPEN)
  })
})
