import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openBrowser } from './open-browser.ts'

describe.runIf(process.platform === 'linux')('--open', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'path-'))
    vi.stubEnv('PATH', folder)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  })

  test('hands the browser a private file that leads to the address, and no token on its command line', async () => {
    const seen = join(folder, 'seen')
    writeFileSync(
      join(folder, 'xdg-open'),
      `#!/bin/sh\necho "$@" > ${seen}.new; /bin/mv ${seen}.new ${seen}\n`,
    )
    chmodSync(join(folder, 'xdg-open'), 0o755)
    const forget = openBrowser('http://127.0.0.1:8080/#token=secret', () => {})
    await expect.poll(() => existsSync(seen), { timeout: 20_000 }).toBe(true)
    const file = readFileSync(seen, 'utf8').trim()
    expect(file).not.toContain('secret')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain('content="0; url=http://127.0.0.1:8080/#token=secret"')
    forget()
    expect(existsSync(file)).toBe(false)
  })

  test('says so where there is no browser', async () => {
    const logged: string[] = []
    const forget = openBrowser('http://127.0.0.1:8080/#token=secret', (line) => logged.push(line))
    await expect.poll(() => logged).toEqual(['cannot open a browser: xdg-open is missing'])
    forget()
  })
})
