import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { tlsOptions } from '../testing/certificate.ts'
import { open } from '../testing/raw-http.ts'
import { TestDashboard } from '../testing/test-dashboard.ts'

/** So low that a test reaches them soon. */
const limits = { connections: 3, tlsHandshakeMs: 100 }

let dashboard: TestDashboard
afterEach(() => dashboard.close())

test('a connection too many is closed, and those there are go on', async () => {
  dashboard = await TestDashboard.start(['vm=tcp::1'], { limits })
  const there = []
  for (let number = 0; number < 3; number++) there.push(await open(dashboard.host))
  const tooMany = (await open(dashboard.host)).on('error', () => {})
  await once(tooMany, 'close')
  const [first] = there
  first?.write(`GET /healthz HTTP/1.1\r\nHost: ${dashboard.host}\r\n\r\n`)
  expect(String((await once(first ?? tooMany, 'data'))[0])).toContain('200 OK')
  for (const socket of there) socket.destroy()
})

test('who begins TLS and says no more is cut off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hard-limits-'))
  dashboard = await TestDashboard.start(['vm=tcp::1', ...tlsOptions(folder)], { limits })
  const silent = (await open(dashboard.host)).on('error', () => {})
  silent.resume()
  await once(silent, 'close')
  rmSync(folder, { recursive: true })
})
