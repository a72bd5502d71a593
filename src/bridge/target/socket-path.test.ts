import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canBeSocketPath, longestSocketPath } from './socket-path.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'socket-path-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The name that a socket really gets which is made at such a path. */
async function nameMade(path: string): Promise<string | undefined> {
  const server = createServer()
  await new Promise<void>((resolve) => server.on('error', () => resolve()).listen(path, resolve))
  const [name] = await readdir(folder)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return name
}

describe('the path of a socket', () => {
  test('may have as many bytes as the system takes without cutting it', async () => {
    const rest = longestSocketPath - Buffer.byteLength(folder) - 1
    const name = 'x'.repeat(rest)
    expect(canBeSocketPath(join(folder, name))).toBe(true)
    expect(await nameMade(join(folder, name))).toBe(name)
    const longer = `${name}xx`
    expect(canBeSocketPath(join(folder, longer))).toBe(false)
    expect(await nameMade(join(folder, longer))).not.toBe(longer)
  })

  test('is measured in bytes', () => {
    expect(canBeSocketPath('é'.repeat(51))).toBe(true)
    expect(canBeSocketPath('é'.repeat(54))).toBe(false)
  })

  test('is not empty and holds no zero byte', () => {
    expect(canBeSocketPath('')).toBe(false)
    expect(canBeSocketPath('/run/a\0b')).toBe(false)
    expect(canBeSocketPath('qmp.sock')).toBe(true)
  })
})
