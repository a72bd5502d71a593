import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import { exchange, upgradeLines } from '../testing/raw-http.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

let qemu: FakeQemu
let dashboard: TestDashboard
let host: string
let port: string
beforeAll(async () => {
  qemu = await FakeQemu.start()
  dashboard = await TestDashboard.start([`vm1=${qemu.address}`, '--public-url', 'https://vms.example'])
  host = dashboard.host
  port = new URL(dashboard.url).port
})
afterAll(async () => {
  await dashboard.close()
  await qemu.stop()
})

const bearer = `Authorization: Bearer ${token}`
const protocols = `Sec-WebSocket-Protocol: qmp, bearer.${token}`
const upgradePath = '/api/vms/vm1/qmp'

describe('Host', () => {
  const wrong = () => [
    ['Host: evil.com', `Host: evil.com:${port}`],
    ['Host: 127.0.0.1', `Host: 127.0.0.1.evil.com:${port}`],
    [`Host: 0.0.0.0:${port}`, `Host: localhost.:${port}`],
    [`Host: 127.1:${port}`, `Host: 2130706433:${port}`],
    ['Host: ', `Host: user@${host}`],
    [`Host: ${host}`.replace(port, '1'), `Host: vms.example:${port}`],
  ]

  test('that is none of this server gets 421 and the address to open, with a good origin and token', async () => {
    for (const hostLine of wrong().flat()) {
      const origin = `Origin: http://${hostLine.slice(6)}`
      for (const path of ['/', '/vm/vm1', '/healthz', '/api/vms', '/assets/x.js']) {
        const answer = await exchange(host, [`GET ${path} HTTP/1.1`, hostLine, origin, bearer])
        expect(answer.status, `${hostLine} ${path}`).toBe(421)
        expect(answer.body).toContain(`${dashboard.url}/`)
        if (path === '/api/vms') expect(answer.body).not.toContain('evil')
        expect(answer.body).not.toContain('the page')
      }
      const lines = upgradeLines(upgradePath, '', [hostLine, protocols]).filter((line) => line !== 'Host: ')
      expect((await exchange(host, lines)).status).toBe(421)
    }
    expect(qemu.visits).toBe(0)
  })

  test('that is none of this server is named in the option that would make it one', async () => {
    const ask = (hostLine: string) => exchange(host, ['GET /vm/vm1 HTTP/1.1', hostLine])
    const { body } = await ask(`Host: Box.example:${port}`)
    expect(body).toContain(`<code>--public-url http://box.example:${port}</code>`)
    for (const odd of ['a"b', '<b>', 'user@evil', 'evil/x', 'evil?x', 'a b', '&amp;'])
      expect((await ask(`Host: ${odd}`)).body).toContain('<code>--public-url</code>')
  })

  test('that is none of this server gets addresses that lead here alone', async () => {
    const { body } = await exchange(host, ['GET / HTTP/1.1', 'Host: evil.com'])
    const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)
    expect(links).toEqual([`http://127.0.0.1:${port}/`, `http://localhost:${port}/`, 'https://vms.example/'])
  })

  test('that is missing or doubled gets 421', async () => {
    const good = `Host: ${host}`
    const cases = [
      ['GET / HTTP/1.1'],
      ['GET / HTTP/1.0'],
      ['GET / HTTP/1.1', good, 'Host: evil.com'],
      ['GET / HTTP/1.1', 'Host: evil.com', good],
      ['GET / HTTP/1.1', good, good],
    ]
    for (const lines of cases) expect((await exchange(host, lines)).status, lines.join()).toBe(421)
  })

  test('may be any of the names of this server', async () => {
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`, 'vms.example']) {
      const lines = ['GET / HTTP/1.1', `Host: ${name}`, 'Connection: close']
      expect((await exchange(host, lines)).status, name).toBe(200)
    }
  })

  test('is all that counts: forwarded names change nothing', async () => {
    const forwarded = [`X-Forwarded-Host: ${host}`, `Forwarded: host=${host}`]
    const lines = ['GET / HTTP/1.1', 'Host: evil.com', ...forwarded]
    expect((await exchange(host, lines)).status).toBe(421)
  })
})

describe('Origin', () => {
  const wrong = () => [
    'null',
    '',
    'http://evil.example',
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1:3000',
    'http://127.0.0.1',
    `http://127.0.0.1:${port}.evil.com`,
    `http://127.0.0.1:${port}@evil.com`,
    `http://127.1:${port}`,
    `http://2130706433:${port}`,
    `http://localhost.:${port}`,
    `http://user@127.0.0.1:${port}`,
    'http://vms.example',
    'file://',
    'chrome-extension://abc',
  ]

  test('that is none of this server gets 403, and QEMU hears nothing', async () => {
    for (const origin of wrong()) {
      const line = `Origin: ${origin}`
      const request = await exchange(host, ['GET /api/vms HTTP/1.1', `Host: ${host}`, line, bearer])
      expect(request.status, origin).toBe(403)
      const upgrade = await exchange(host, upgradeLines(upgradePath, host, [line, protocols]))
      expect(upgrade.status, origin).toBe(403)
    }
    expect(qemu.visits).toBe(0)
  })

  test('that comes twice gets 403', async () => {
    const [good, evil] = [`Origin: ${dashboard.url}`, 'Origin: http://evil.example']
    for (const lines of [
      [good, evil],
      [evil, good],
    ]) {
      const upgrade = await exchange(host, upgradeLines(upgradePath, host, [...lines, protocols]))
      expect(upgrade.status).toBe(403)
    }
  })

  test('is checked before the token', async () => {
    const lines = ['GET /api/vms HTTP/1.1', `Host: ${host}`, 'Origin: null', 'Authorization: Bearer wrong']
    expect((await exchange(host, lines)).status).toBe(403)
  })
})

describe('the token', () => {
  test('is needed under /api, whatever is asked', async () => {
    for (const path of ['/api', '/api/vms', '/api/vms/vm1/process', '/api/nonsense']) {
      const answer = await exchange(host, [`GET ${path} HTTP/1.1`, `Host: ${host}`])
      expect(answer.status, path).toBe(401)
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'unauthorized' } })
    }
    expect((await exchange(host, upgradeLines(upgradePath, host))).status).toBe(401)
    expect(
      (await exchange(host, upgradeLines(upgradePath, host, ['Sec-WebSocket-Protocol: qmp']))).status,
    ).toBe(401)
    expect(qemu.visits).toBe(0)
  })

  test('counts only where it belongs, whole and once', async () => {
    const ways = [
      ['GET /api/vms HTTP/1.1', 'Authorization: Bearer wrong-wrong-wrong-wrong'],
      ['GET /api/vms HTTP/1.1', `Authorization: Bearer ${token}x`],
      ['GET /api/vms HTTP/1.1', `Authorization: Basic ${token}`],
      ['GET /api/vms HTTP/1.1', bearer, bearer],
      [`GET /api/vms?token=${token} HTTP/1.1`],
      ['GET /api/vms HTTP/1.1', `Cookie: token=${token}`],
    ]
    for (const [request = '', ...headers] of ways) {
      const answer = await exchange(host, [request, `Host: ${host}`, ...headers])
      expect(answer.status, request + headers.join()).toBe(401)
    }
  })

  test('lets in, and is not asked for by the page and by /healthz', async () => {
    expect((await dashboard.get('/api/vms')).status).toBe(200)
    expect(await (await fetch(dashboard.url)).text()).toBe('the page')
    expect(await (await fetch(`${dashboard.url}/healthz`)).text()).toBe('ok')
  })

  test('that is right never waits for those that are wrong', async () => {
    const guess = () => fetch(`${dashboard.url}/api/vms`, { headers: { authorization: 'Bearer guess' } })
    let told = 0
    const guesses = Array.from({ length: 5 }, () => guess().then(({ status }) => [status, ++told]))
    expect((await dashboard.get('/api/vms')).status).toBe(200)
    expect(told).toBeLessThan(5)
    expect((await Promise.all(guesses)).map(([status]) => status)).toEqual([401, 401, 401, 401, 401])
  })
})

describe('every answer', () => {
  test('carries the security headers, and the policy allows nothing inline or foreign', async () => {
    const asked = [
      ['GET / HTTP/1.1', `Host: ${host}`, 'Connection: close'],
      ['GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close'],
      ['GET /api/vms HTTP/1.1', `Host: ${host}`, bearer, 'Connection: close'],
      ['GET /api/vms HTTP/1.1', `Host: ${host}`],
      ['GET /api/nonsense HTTP/1.1', `Host: ${host}`, bearer],
      ['DELETE / HTTP/1.1', `Host: ${host}`],
      ['GET / HTTP/1.1', 'Host: evil.com'],
      ['GET / HTTP/1.1', `Host: ${host}`, 'Origin: null'],
      upgradeLines('/', host),
      upgradeLines(upgradePath, host),
      ['GET http://evil.com/ HTTP/1.1', `Host: ${host}`],
    ]
    for (const lines of asked) {
      const { headers, status } = await exchange(host, lines)
      expect(headers.get('x-content-type-options'), `${status} ${lines}`).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).toContain(
        `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port} wss://vms.example;`,
      )
      expect(policy).not.toMatch(/unsafe|\*|\[/)
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  test('is given to what is no HTTP, too', async () => {
    const garbage = await exchange(host, ['NONSENSE'])
    expect(garbage.status).toBe(400)
    expect(garbage.headers.get('x-content-type-options')).toBe('nosniff')
    const withHeader = (length: number) =>
      exchange(host, [
        'GET /healthz HTTP/1.1',
        `Host: ${host}`,
        'Connection: close',
        `X: ${'x'.repeat(length)}`,
      ])
    expect((await withHeader(defaultLimits.headerBytes)).status).toBe(431)
    expect((await withHeader(defaultLimits.headerBytes - 200)).status).toBe(200)
  })

  test('is given to who offers another protocol, as if the offer had not been made', async () => {
    const offer = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABk']
    const ask = (path: string) =>
      exchange(dashboard.host, [`GET ${path} HTTP/1.1`, `Host: ${dashboard.host}`, ...offer])
    expect(await ask('/healthz')).toMatchObject({ status: 200, body: 'ok' })
    expect((await ask('/api/vms')).status).toBe(401)
  })

  test('under /api is kept by no cache', async () => {
    const lines = ['GET /api/vms HTTP/1.1', `Host: ${host}`, bearer, 'Connection: close']
    expect((await exchange(host, lines)).headers.get('cache-control')).toBe('no-store')
  })
})
