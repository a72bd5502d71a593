import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:https'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tlsOptions } from '../testing/certificate.ts'
import { answerOn, exchange, open, upgradeLines } from '../testing/raw-http.ts'
import { TestDashboard, token } from '../testing/test-dashboard.ts'

describe('a stranger', () => {
  let dashboard: TestDashboard
  beforeEach(async () => {
    dashboard = await TestDashboard.start(['vm=tcp::1'])
  })
  afterEach(() => dashboard.close())

  test('who never finishes the headers (headersMs) or the body (requestMs) of a request is cut off', async () => {
    const gone: Socket[] = []
    const come = async () => {
      const socket = await open(dashboard.host)
      return socket.once('close', () => gone.push(socket))
    }
    const [body, headers, silent] = [await come(), await come(), await come()]
    const post = ['POST /api/vms HTTP/1.1', `Host: ${dashboard.host}`, `Authorization: Bearer ${token}`]
    const ofBody = ['Content-Type: application/json', 'Content-Length: 100']
    body.write(`${[...post, ...ofBody].join('\r\n')}\r\n\r\n`)
    headers.write('GET / HTTP/1.1\r\nHo')
    const dribble = setInterval(() => {
      for (const socket of [body, headers]) socket.write('x')
    }, 300)
    const answers = await Promise.all([body, headers, silent].map(answerOn))
    clearInterval(dribble)
    expect(answers.slice(0, 2).map(({ status }) => status)).toEqual([408, 408])
    // The body came first: under one limit for both it would have been the first to go.
    expect(gone.at(-1)).toBe(body)
    expect(dashboard.log).toEqual([])
  }, 20_000)

  test('a malformed request gets an error with the same headers', async () => {
    const large = `GET / HTTP/1.1\r\nX: ${'x'.repeat(10_000)}`
    for (const [words, status] of [
      ['hello', 400],
      [large, 431],
    ] as const) {
      const answer = await exchange(dashboard.host, [words])
      expect(answer.status).toBe(status)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    }
  })

  test('a request with an unknown Expect value passes the same checks', async () => {
    const expecting = ['GET /api/vms HTTP/1.1', 'Expect: something']
    const misdirected = await exchange(dashboard.host, [...expecting, 'Host: evil.com'])
    expect(misdirected.status).toBe(421)
    const unknown = await exchange(dashboard.host, [...expecting, `Host: ${dashboard.host}`])
    expect(unknown.status).toBe(401)
    expect(unknown.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })

  test('who hangs up in the middle of a handshake harms nobody', async () => {
    const lines = upgradeLines('/api/vms/vm/qmp', dashboard.host, [
      `Sec-WebSocket-Protocol: qmp, bearer.${token}`,
    ])
    const handshake = `${lines.join('\r\n')}\r\n\r\n`
    for (let length = 1; length <= handshake.length; length += 7) {
      const socket = await open(dashboard.host)
      socket.on('error', () => {})
      socket.write(handshake.slice(0, length), () => socket.resetAndDestroy())
      await once(socket, 'close')
    }
    expect((await dashboard.get('/api/vms')).status).toBe(200)
    expect(dashboard.log).toEqual([])
  })
})

describe('with certificate and key', () => {
  let folder: string
  let dashboard: TestDashboard
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tls-'))
    dashboard = await TestDashboard.start(['vm=tcp::1', ...tlsOptions(folder)])
  })
  afterAll(async () => {
    await dashboard.close()
    rmSync(folder, { recursive: true })
  })

  function get(path: string): Promise<{ status: number | undefined; policy: unknown }> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, origin: dashboard.url }
      request(dashboard.url + path, { rejectUnauthorized: false, headers }, (response) => {
        resolve({ status: response.statusCode, policy: response.headers['content-security-policy'] })
        response.resume()
      })
        .once('error', reject)
        .end()
    })
  }

  test('it is https, and so are the names it goes by', async () => {
    expect(dashboard.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    const { status, policy } = await get('/api/vms')
    expect(status).toBe(200)
    expect(policy).toContain(`wss://${dashboard.host}`)
  })

  test('plain http on the port leads nowhere', async () => {
    const socket = await open(dashboard.host)
    socket.write(`GET / HTTP/1.1\r\nHost: ${dashboard.host}\r\n\r\n`)
    expect((await answerOn(socket)).body).not.toContain('the page')
  })

  test('TLS before 1.2 is refused', async () => {
    const port = Number(new URL(dashboard.url).port)
    const socket: Socket = connectTls({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    await expect(once(socket, 'secureConnect')).rejects.toThrow()
  })
})
