import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Clock } from '#link/clock.ts'
import { type Listening, listen } from './listen.ts'

const clock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}

const toClose: (() => void)[] = []
afterEach(() => {
  for (const close of toClose.splice(0)) close()
})

async function serve(address: string): Promise<Listening> {
  const listening = await listen(address, { clock })
  toClose.push(listening.close)
  return listening
}

function client(to: string): { socket: Socket; text: () => string; ended: () => boolean } {
  const [, port] = /^tcp:.*:(\d+)$/.exec(to) ?? []
  const options: NetConnectOpts = port ? { port: Number(port), host: '127.0.0.1' } : { path: to.slice(5) }
  const socket = connect({ ...options, allowHalfOpen: true })
  let text = ''
  let ended = false
  socket.setEncoding('latin1')
  socket.on('data', (more) => {
    text += more
  })
  socket.on('end', () => {
    ended = true
  })
  socket.on('error', () => {
    ended = true
  })
  toClose.push(() => socket.destroy())
  return { socket, text: () => text, ended: () => ended }
}

it('P-01: greets on a free TCP port', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  expect(address).toMatch(/^tcp:127\.0\.0\.1:[1-9]\d+$/)
  const { text } = client(address)
  await expect.poll(text).toContain('{"QMP"')
})

it('P-06: the second client is accepted, and served when the first has left', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  const first = client(address)
  await expect.poll(first.text).toContain('{"QMP"')
  const second = client(address)
  second.socket.write('{"execute":"qmp_capabilities","id":"early"}')
  first.socket.write('{"execute":"qmp_capabilities"}{"execute":"query-name"}')
  await expect.poll(first.text).toContain('demo')
  expect(second.text()).toBe('')
  first.socket.destroy()
  await expect.poll(second.text).toMatch(/"QMP".*\r\n.*"early"/)
})

it('P-10: a client that has closed its sending side still gets its answers, then the end', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  const one = client(address)
  one.socket.end('{"execute":"qmp_capabilities"}{"execute":"query-name","id":1}')
  await expect.poll(one.ended).toBe(true)
  expect(one.text()).toContain('{"return": {"name": "demo"}, "id": 1}')
})

it('F-08: takes the byte 0xFF, which is no text', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  const one = client(address)
  one.socket.write(Buffer.from([0x7b, 0xff]))
  await expect.poll(one.text).toContain("stray '\\uFFFD'")
})

it('L-10: nobody listens while the VM is off', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  const one = client(address)
  one.socket.write('{"execute":"qmp_capabilities"}{"execute":"quit"}')
  await expect.poll(one.ended).toBe(true)
  expect(one.text()).toMatch(/SHUTDOWN.*\r\n\{"return": \{\}\}\r\n$/)
  const late = client(address)
  await expect.poll(late.ended).toBe(true)
  expect(late.text()).toBe('')
})

it('listens on a path, also where a stale socket file is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sim-'))
  toClose.push(() => rmSync(folder, { recursive: true }))
  const { address } = await serve(`unix:${folder}/qmp.sock`)
  const { text } = client(address)
  await expect.poll(text).toContain('{"QMP"')
  writeFileSync(join(folder, 'file'), '')
  await expect(listen(`unix:${folder}/file`, { clock })).rejects.toThrow('somebody listens there already')
})

it.each([
  ['foo', '"foo" is no address to listen on: say tcp:HOST:PORT or unix:PATH'],
  ['tcp:localhost', '"tcp:localhost" is no address to listen on'],
  ['tcp:127.0.0.1:99999', 'is no address to listen on'],
  ['unix:/no/such/folder/q', 'there is no such folder, or no permission'],
])('refuses %s in one line', async (address, words) => {
  await expect(listen(address, { clock })).rejects.toThrow(words)
})

it('fails with a message where another process listens already', async () => {
  const { address } = await serve('tcp:127.0.0.1:0')
  await expect(listen(address, { clock })).rejects.toThrow('somebody listens there already')
})
