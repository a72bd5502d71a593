import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { FoundVm } from '../discovery/found-vm.ts'
import type { SocketAddress } from '../target/address.ts'
import { parseTarget } from '../target/parse-target.ts'
import { tlsOptions } from '../testing/certificate.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'
import { FakePeer } from './testing/fake-peer.ts'
import { RealVm } from './testing/real-vm.ts'
import { StreamTestViewer } from './testing/stream-test-viewer.ts'

const mebibyte = 1024 * 1024
const viewerToken = 'a-token-to-look-by'

let dashboard: TestDashboard
const folder = mkdtempSync(join(tmpdir(), 'whole-dashboard-'))
const toStop: { stop(): Promise<void> }[] = []
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(async () => {
  await dashboard.close()
  for (const each of toStop.splice(0)) await each.stop()
})

function view(path: string, bearer = token): StreamTestViewer {
  const headers = { authorization: `Bearer ${bearer}` }
  const url = `${dashboard.url.replace('http', 'ws')}/api/vms/vm/streams/${path}`
  return new StreamTestViewer(url, { headers, rejectUnauthorized: false })
}

/** `fetch` would not take the certificate. */
function ask(method: string, path: string, body?: object): Promise<number | undefined> {
  const { request } = dashboard.url.startsWith('https') ? https : http
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const options = { method, headers, rejectUnauthorized: false }
    request(dashboard.url + path, options, (response) => resolve(response.resume().statusCode))
      .once('error', reject)
      .end(body && JSON.stringify(body))
  })
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe('a stream', () => {
  test('of a VM that is not there, or that QEMU does not know, is refused by close code', async () => {
    const answers = new SpeakingQemu(() => ({ return: [] }))
    const qemu = await FakeQemu.start(answers.talk)
    toStop.push(qemu)
    dashboard = await TestDashboard.start([`vm=${qemu.address}`])
    const ofNoVm = dashboard.open('/api/vms/none/streams/vnc/default', 'binary')
    expect(await ofNoVm.closed).toEqual({ code: 4404, reason: 'No such VM.' })
    for (const path of ['vnc/none', 'chardev/none']) {
      const { code, reason } = await view(path).closed
      expect([code, reason]).toEqual([4404, expect.stringMatching(/^This VM has no /)])
    }
    expect(answers.names).toEqual(['query-vnc-servers', 'query-chardev'])
  })
})

test('a VM that was found before its socket was there has streams once it is', async () => {
  const peer = await FakePeer.start((client) => client.pipe(client))
  const qemu = await FakeQemu.start(new SpeakingQemu(() => ({ return: peer.vncServers('default') })).talk)
  toStop.push(peer, qemu)
  const nowhere = { address: undefined, sockets: [], claims: [] }
  let vm: FoundVm = { pid: 1, startTicks: '1', name: 'vm', uuid: undefined, ...nowhere }
  dashboard = await TestDashboard.start(['other=tcp::1'], { discover: async () => [vm] })
  const list = async () => JSON.stringify((await dashboard.get('/api/vms')).body)
  expect(await list()).toContain('"id":"vm"')
  expect((await view('vnc/default').closed).code).toBe(4502)
  vm = { ...vm, address: parseTarget(qemu.address).address as SocketAddress }
  await expect.poll(list, { timeout: 20_000 }).toContain(qemu.address)
  const viewer = view('vnc/default')
  await viewer.send('x')
  await viewer.until(({ text }) => text === 'x')
}, 10_000)

describe.each([
  ['http', () => []],
  ['https', () => tlsOptions(folder)],
])('a stream over %s', (scheme, options) => {
  test('carries every byte both ways, and ends when the VM is removed from the list', async () => {
    const peer = await FakePeer.start((client) => client.pipe(client))
    const answers = new SpeakingQemu(() => ({ return: peer.vncServers('default') }))
    const qemu = await FakeQemu.start(answers.talk)
    toStop.push(peer, qemu)
    dashboard = await TestDashboard.start(['other=tcp::1', ...options()])
    expect(dashboard.url).toMatch(new RegExp(`^${scheme}:`))
    expect(await ask('POST', '/api/vms', { address: qemu.address, name: 'vm' })).toBe(201)
    const viewer = view('vnc/default')
    const messages = Array.from({ length: 32 }, (_, index) => randomBytes(mebibyte / 2 - index))
    for (const message of messages) await viewer.send(message)
    const sent = Buffer.concat(messages)
    await viewer.until(({ length }) => length === sent.length)
    expect(hashOf(viewer.bytes)).toBe(hashOf(sent))
    expect(await ask('DELETE', '/api/vms/vm')).toBe(204)
    expect(await viewer.closed).toEqual({ code: 4404, reason: 'This VM was removed from the list.' })
  })

  test('shows the serial port of a real QEMU to both roles, until the dashboard stops', async () => {
    const vm = await RealVm.start([
      ...['-serial', 'unix:serial.sock,server=on,wait=off'],
      ...['-qmp', 'unix:second.sock,server=on,wait=off'],
    ])
    toStop.push(vm)
    const { address } = vm.target
    if (address?.kind !== 'unix') throw new Error('no Unix socket')
    const second = address.path.replace('qmp.sock', 'second.sock')
    dashboard = await TestDashboard.start([`vm=${second}`, '--viewer-token', viewerToken, ...options()])
    const viewers = [view('chardev/serial0'), view('chardev/serial0', viewerToken)]
    for (const viewer of viewers)
      await viewer.until(({ text }) => text.includes('ABCDEFGHIJKLMNOPQRSTUVWXYZ'))
    await dashboard.close()
    expect(await Promise.all(viewers.map(({ closed }) => closed))).toEqual(
      viewers.map(() => ({ code: 1001, reason: 'The dashboard is stopping.' })),
    )
  })
})
