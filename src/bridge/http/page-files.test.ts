import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exchange } from '../testing/raw-http.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'
import { pageFiles } from './page-files.ts'

let folder: string
let dashboard: TestDashboard
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the application')
  for (const name of ['icon.svg', 'style.css', 'font.woff2', 'licenses.md', 'icons-license.txt']) {
    writeFileSync(join(folder, name), name)
  }
  writeFileSync(join(folder, 'assets', 'index-1a2b.js'), 'run()')
  dashboard = await TestDashboard.start(['demo=tcp::1'], { page: pageFiles(folder) })
  // What was read at the start is all there is.
  rmSync(folder, { recursive: true })
})
afterAll(() => dashboard.close())

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(dashboard.url + path, { headers })
}

describe('the built page', () => {
  test.each(['/', '/vm/web-01', '/vm/web-01/storage/block-devices', '/vm/demo?x=a.b'])(
    'is the application at %s, which a browser revalidates each time',
    async (path) => {
      const response = await get(path)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('cache-control')).toBe('no-cache')
      expect(await response.text()).toContain('the application')
    },
  )

  test('has assets that a browser never asks for again', async () => {
    const response = await get('/assets/index-1a2b.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(await response.text()).toBe('run()')
  })

  test('answers 404 for a missing file, not the application', async () => {
    for (const path of ['/assets/index-old.js', '/assets/', '/nothing.js', '/.env', '/vm/a.b']) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  test('has no path that leads out of its folder', async () => {
    const ways = [
      '/../../etc/passwd',
      '/%2e%2e/%2E%2e/etc/passwd',
      '/.git/config',
      '//etc/passwd',
      '/vm/../x',
    ]
    for (const path of ways) {
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${dashboard.host}`]
      expect((await exchange(dashboard.host, lines)).status, path).toBe(404)
    }
  })

  test('is not sent again to a client that has it', async () => {
    const etag = (await get('/')).headers.get('etag') ?? ''
    const again = await get('/', { 'if-none-match': etag })
    expect(again.status).toBe(304)
    expect(again.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test('is compressed only for clients that accept gzip', async () => {
    const request = ['GET / HTTP/1.1', `Host: ${dashboard.host}`, 'Connection: close']
    const plain = await exchange(dashboard.host, request)
    expect(plain.headers.has('content-encoding')).toBe(false)
    const zipped = await exchange(dashboard.host, [...request, 'Accept-Encoding: br, gzip'])
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const refused = await exchange(dashboard.host, [...request, 'Accept-Encoding: gzip;q=0'])
    expect(refused.headers.has('content-encoding')).toBe(false)
  })

  test('ignores Range, as a server without partial content does (RFC 9110, 14.2)', async () => {
    for (const range of ['bytes=3-1', 'bytes=-2', 'bytes=9-', 'bytes=x']) {
      const response = await get('/assets/index-1a2b.js', { range })
      expect([response.status, await response.text()], range).toEqual([200, 'run()'])
    }
  })

  test('gives every kind of file of the build its type', async () => {
    const types = await Promise.all(
      ['/icon.svg', '/style.css', '/font.woff2', '/licenses.md', '/icons-license.txt'].map(async (path) =>
        (await get(path)).headers.get('content-type'),
      ),
    )
    expect(types).toEqual([
      'image/svg+xml',
      'text/css; charset=utf-8',
      'font/woff2',
      'text/markdown; charset=utf-8',
      'text/plain; charset=utf-8',
    ])
  })

  test('answers HEAD without a body', async () => {
    const response = await fetch(dashboard.url, { method: 'HEAD' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })
})

test('a folder without a page is an error at the start', () => {
  const empty = mkdtempSync(join(tmpdir(), 'page-'))
  expect(() => pageFiles(empty)).toThrow(/there is no index.html in/)
  rmSync(empty, { recursive: true })
})
