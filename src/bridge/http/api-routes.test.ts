import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { exchange, upgradeLines } from '../testing/raw-http.ts'
import { SpeakingQemu } from '../testing/speaking-qemu.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
let host: string
beforeAll(async () => {
  qemu = await FakeQemu.start(new SpeakingQemu().talk)
  dashboard = await TestDashboard.start([`vm1=${qemu.address}`])
  host = dashboard.host
})
afterAll(async () => {
  await dashboard.close()
  await qemu.stop()
})

const bearer = `Authorization: Bearer ${token}`
const upgradePath = '/api/vms/vm1/qmp'

describe('under /api', () => {
  test('the list holds each VM with its source and state', async () => {
    expect((await dashboard.get('/api/vms')).body).toEqual({
      role: 'operator',
      vms: [
        {
          id: 'vm1',
          name: 'vm1',
          address: qemu.address,
          source: 'argument',
          role: 'operator',
          viewers: 0,
          state: 'idle',
        },
      ],
    })
  })

  test('what is not there is told in JSON', async () => {
    for (const path of ['/api', '/api/', '/api/vms/', '/api/vms/vm1/x', '/api/x', '/api/vms?x']) {
      expect(await dashboard.get(path), path).toMatchObject({ status: 404, body: { error: {} } })
    }
    expect((await dashboard.get('/api/vms/vm1/qmp')).status).toBe(426)
    expect((await dashboard.get('/api/activity')).status).toBe(426)
  })

  test.each([
    ['PUT /api/vms', 'GET, HEAD, POST'],
    ['POST /api/vms/vm1/process', 'GET, HEAD'],
    ['POST /api/vms/vm1/events', 'GET, HEAD'],
    ['GET /api/vms/vm1', 'DELETE'],
  ])('%s is refused with what is taken there', async (request, allowed) => {
    const answer = await exchange(host, [`${request} HTTP/1.1`, `Host: ${host}`, bearer])
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allowed])
  })

  test('the events of a VM are those the bridge has seen after a number', async () => {
    const viewer = dashboard.view('vm1')
    viewer.send('{"execute": "qmp_capabilities"}')
    await viewer.received(2)
    const event = (n: string) => `{"event": "X", "data": {"n": ${n}}}`
    qemu.say(`${event('1')}\r\n${event('9007199254740993')}\r\n`)
    await viewer.received(4)
    await viewer.leave()
    const all = await dashboard.get('/api/vms/vm1/events')
    expect(all).toMatchObject({ status: 200, body: { first: 1, events: [{ seq: 1 }, { seq: 2 }] } })
    const url = `${dashboard.url}/api/vms/vm1/events?after=1`
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await answer.text()).toContain(`"events":[{"seq":2,"event":${event('9007199254740993')}}]`)
  })

  test.each(['after=', 'after=-1', 'after=1&x', 'after=1e3', 'x=1', 'after=9999999999999999'])(
    'the events after "%s" are nothing one can ask for',
    async (query) => {
      expect(await dashboard.get(`/api/vms/vm1/events?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'malformed' } },
      })
    },
  )

  test('strange names are unknown names, to a request', async () => {
    const unknown = await exchange(host, ['GET /api/vms/vm9/process HTTP/1.1', `Host: ${host}`, bearer])
    expect(unknown.status).toBe(404)
    const names = [
      '..',
      '.',
      '%2e%2e%2fvm1',
      '..%2f',
      '%00',
      'vm1%00',
      'VM1',
      '__proto__',
      'constructor',
      '%',
    ]
    for (const name of [...names, 'a'.repeat(64), 'a'.repeat(7000)]) {
      const answer = await exchange(host, [`GET /api/vms/${name}/process HTTP/1.1`, `Host: ${host}`, bearer])
      expect([answer.status, answer.body], name).toEqual([404, unknown.body])
    }
  })

  test('no path leads to a file or to another target', async () => {
    const paths = ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//', '/%', '/\\..\\etc']
    for (const path of paths) {
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close']
      const { status, body } = await exchange(host, lines)
      expect([status, body], path).toEqual([200, 'the page'])
    }
    const targets = [
      `${upgradePath}?host=127.0.0.1&port=9999`,
      `${upgradePath}?token=${token}`,
      '/api/vms/vm1/streams/127.0.0.1:9999',
      '/api/vms/vm1/streams/tcp/127.0.0.1:9999',
      '/api/vms/vm1/streams/vnc/%',
      '/api/vms/vm1/streams/vnc/default?host=127.0.0.1',
      '/api/activity?vm=1',
      '/api/activity/',
      '/api/qmp',
    ]
    for (const path of targets) {
      expect((await exchange(host, upgradeLines(path, host, [bearer]))).status, path).toBe(404)
    }
  })
})
