import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tlsOptions } from '../testing/certificate.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { open } from '../testing/raw-http.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'

/** So low that a test reaches them soon. */
const limits = { requestConnections: 40, pendingConnections: 20, webSockets: 5 }

let qemu: FakeQemu
let dashboard: TestDashboard
let opened: Socket[]
beforeEach(async () => {
  qemu = await FakeQemu.start(new SpeakingQemu().talk)
  dashboard = await TestDashboard.start([`vm=${qemu.address}`], { limits })
  opened = []
})
afterEach(async () => {
  for (const socket of opened) socket.destroy()
  await dashboard.close()
  await qemu.stop()
})

async function connect(): Promise<Socket> {
  const socket = (await open(dashboard.host)).on('error', () => {})
  opened.push(socket)
  return socket
}

/** Connects and shakes hands by TLS, and says nothing more. */
async function connectByTls(): Promise<Socket> {
  const port = Number(new URL(dashboard.url).port)
  const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }).on('error', () => {})
  opened.push(socket)
  await once(socket, 'secureConnect')
  return socket.resume()
}

/** Asks, and keeps the connection. */
async function ask(connecting = connect()): Promise<Socket> {
  const socket = await connecting
  socket.write(`GET /healthz HTTP/1.1\r\nHost: ${dashboard.host}\r\n\r\n`)
  await Promise.race([once(socket, 'data'), once(socket, 'close')])
  return socket
}

const isGone = (socket: Socket) => socket.closed || socket.readableEnded || socket.destroyed

describe('a flood of connections', () => {
  test('that ask and stay loses its oldest, and keeps nobody out', async () => {
    const oldest = await ask()
    const flood: Socket[] = []
    for (let number = 0; number < limits.requestConnections; number++) flood.push(await ask())
    await expect.poll(() => isGone(oldest.resume())).toBe(true)
    expect(isGone(flood.at(-1) as Socket)).toBe(false)
    expect((await dashboard.get('/api/vms')).status).toBe(200)
  })

  test('that say nothing loses its oldest, and none that spoke', async () => {
    await expectOldestToGo(connect)
  })

  test('that say nothing after the handshake of TLS loses its oldest, and none that spoke', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'many-connections-'))
    await dashboard.close()
    dashboard = await TestDashboard.start(['vm=tcp::1', ...tlsOptions(folder)], { limits })
    rmSync(folder, { recursive: true })
    await expectOldestToGo(connectByTls)
  })

  async function expectOldestToGo(come: () => Promise<Socket>): Promise<void> {
    const speaking = await ask(come())
    const oldest = await come()
    const silent: Socket[] = []
    for (let number = 0; number < limits.pendingConnections; number++) silent.push(await come())
    await expect.poll(() => isGone(oldest.resume())).toBe(true)
    expect([speaking, ...silent].filter(isGone)).toEqual([])
  }

  test('ends no WebSocket of ours', async () => {
    const viewer = dashboard.view('vm')
    await viewer.received(1)
    for (let number = 0; number < limits.requestConnections * 2; number++) await ask()
    for (let number = 0; number < limits.pendingConnections * 2; number++) await connect()
    viewer.send('{"execute": "qmp_capabilities"}')
    expect(JSON.parse((await viewer.received(2))[1] ?? '')).toEqual({ return: {} })
    expect(dashboard.log).toEqual([])
  })
})

describe('WebSockets', () => {
  test('beyond the limit are told to come back, whatever they are for, and the others stay', async () => {
    const first = dashboard.watch()
    const viewers = Array.from({ length: limits.webSockets - 1 }, () => dashboard.view('vm'))
    await Promise.all([first, ...viewers].map((viewer) => viewer.received(1)))
    for (const late of [
      dashboard.watch(),
      dashboard.view('vm'),
      dashboard.open('/api/vms/vm/streams/vnc/x', 'binary'),
    ]) {
      expect(await late.closed).toMatchObject({ code: 1013 })
    }
    expect(first.socket.readyState).toBe(first.socket.OPEN)
    await viewers[0]?.leave()
    await dashboard.view('vm').received(1)
  })
})
