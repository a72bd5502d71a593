import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { exchange, upgradeLines } from '../testing/raw-http.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
let host: string
beforeAll(async () => {
  qemu = await FakeQemu.start()
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
  test('the list holds each VM as the contract says', async () => {
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
    for (const path of ['/api', '/api/', '/api/vms/', '/api/vms/vm1', '/api/vms/vm1/events', '/api/x']) {
      expect(await dashboard.get(path), path).toMatchObject({ status: 404, body: { error: {} } })
    }
    const answer = await exchange(host, ['POST /api/vms HTTP/1.1', `Host: ${host}`, bearer])
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD')
    expect((await dashboard.get('/api/vms/vm1/qmp')).status).toBe(426)
  })

  test('P06: strange names are unknown names, to a request', async () => {
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

  test('P05, P07: no path leads to a file or to another target', async () => {
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
      '/api/qmp',
    ]
    for (const path of targets) {
      expect((await exchange(host, upgradeLines(path, host, [bearer]))).status, path).toBe(404)
    }
  })
})
