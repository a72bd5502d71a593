import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProgram } from '../testing/programs.ts'
import { ownSocket } from './same-process.ts'

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

describe.runIf(process.platform === 'linux')('what listens at an address that a process names', () => {
  test('is dialled where the process has it, by path or by port', async () => {
    expect(await ownSocket(at('monitor'), at('display'))).toEqual(at('display'))
    expect(await ownSocket(at('monitor'), port(servers[2]))).toEqual(port(servers[2]))
    expect(await ownSocket(port(servers[2]), at('display'))).toEqual(at('display'))
  })

  test('is not its own where it is that of another process, though of the same user', async () => {
    expect(await ownSocket(at('monitor'), at('stranger'))).toBe('other-process')
    const theirs = { kind: 'tcp', host: '127.0.0.1', port: strangersPort } as const
    expect(await ownSocket(at('monitor'), theirs)).toBe('other-process')
    expect(await ownSocket(theirs, at('stranger'))).toEqual(at('stranger'))
  })

  test('is not its own where another has made a socket at its path since', async () => {
    const [mine, others] = [createServer().listen(at('lost').path), createServer()]
    await once(mine, 'listening')
    rmSync(at('lost').path)
    others.listen(at('lost').path)
    await once(others, 'listening')
    // Both are of this process: of two it may be either, but never the one that is gone.
    expect(await ownSocket(at('monitor'), at('lost'))).toEqual(at('lost'))
    const theirs = startProgram([process.execPath, '-e', stealer, at('lost').path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (theirs.stdout) await once(theirs.stdout, 'data')
    expect(await ownSocket(at('monitor'), at('lost'))).toBe('replaced')
    theirs.kill()
    for (const server of [mine, others]) server.close()
  })

  test('is left to the dialler where nothing listens', async () => {
    expect(await ownSocket(at('monitor'), at('none'))).toEqual(at('none'))
    const nothing = { kind: 'tcp', host: '127.0.0.1', port: 1 } as const
    expect(await ownSocket(at('monitor'), nothing)).toEqual(nothing)
  })
})

/** Takes a path from whoever has it. */
const stealer = `
require('node:fs').rmSync(process.argv[1])
require('node:net').createServer().listen(process.argv[1], () => console.log('listening'))`
