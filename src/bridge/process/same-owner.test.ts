import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProgram } from '../testing/programs.ts'
import { isOfSameOwner } from './same-owner.ts'

/** Listens at a path and a port, and says which. */
const program = `
const net = require('node:net')
net.createServer().listen(process.argv[1], () => {
  const server = net.createServer().listen(0, '127.0.0.1', () => console.log(server.address().port))
})`

const folder = mkdtempSync(join(tmpdir(), 'same-owner-'))
const at = (name: string) => ({ kind: 'unix', path: join(folder, name) }) as const
const port = (server: Server) =>
  ({ kind: 'tcp', host: '127.0.0.1', port: (server.address() as AddressInfo).port }) as const

let stranger: ChildProcess
let strangersPort: number
const servers = [createServer(), createServer(), createServer()] as const
beforeAll(async () => {
  stranger = startProgram([process.execPath, '-e', program, at('stranger').path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = stranger.stdout ? await once(stranger.stdout, 'data') : []
  strangersPort = Number(said)
  servers[0].listen(at('monitor').path)
  servers[1].listen(at('display').path)
  servers[2].listen(0, '127.0.0.1')
  await Promise.all(servers.map((server) => server.listening || once(server, 'listening')))
})
afterAll(() => {
  for (const server of servers) server.close()
  stranger.kill()
  rmSync(folder, { recursive: true })
})

describe.runIf(process.platform === 'linux')('what listens at an address of this host', () => {
  test('is of the same owner where one process has both, by path or by port', async () => {
    expect(await isOfSameOwner(at('monitor'), at('display'))).toBe(true)
    expect(await isOfSameOwner(at('monitor'), port(servers[2]))).toBe(true)
    expect(await isOfSameOwner(port(servers[2]), at('display'))).toBe(true)
  })

  test('is not where it is another process, though of the same user', async () => {
    expect(await isOfSameOwner(at('monitor'), at('stranger'))).toBe(false)
    const theirs = { kind: 'tcp', host: '127.0.0.1', port: strangersPort } as const
    expect(await isOfSameOwner(at('monitor'), theirs)).toBe(false)
    expect(await isOfSameOwner(theirs, at('stranger'))).toBe(true)
  })

  test('is left to whoever dials where nothing listens', async () => {
    expect(await isOfSameOwner(at('monitor'), at('none'))).toBe(true)
    expect(await isOfSameOwner(at('monitor'), { kind: 'tcp', host: '127.0.0.1', port: 1 })).toBe(true)
  })
})
