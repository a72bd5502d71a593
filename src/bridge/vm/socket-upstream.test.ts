import { afterEach, expect, test } from 'vitest'
import { FakeQemu } from '../testing/fake-qemu.ts'
import type { Ending } from './ending.ts'
import { connectFailure } from './ending.ts'
import { SocketUpstream } from './socket-upstream.ts'

let qemu: FakeQemu | undefined
afterEach(() => qemu?.stop())

function endingOf(upstream: SocketUpstream): Promise<Ending> {
  return new Promise((resolve) => {
    upstream.onEnded = resolve
  })
}

test('a host that does not answer is given up', async () => {
  // An address set aside for documentation: nobody is there, and on most machines no route leads to it.
  const upstream = new SocketUpstream({ host: '192.0.2.1', port: 4444 }, 200)
  expect(await endingOf(upstream)).toMatchObject({ code: 4502, state: 'unreachable' })
})

test('closing while it connects ends it without a word', async () => {
  qemu = await FakeQemu.start(() => {})
  const upstream = new SocketUpstream({ path: qemu.address.slice('unix:'.length) }, 1000)
  const ended = endingOf(upstream)
  upstream.close()
  expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 50, 'silent'))])).toBe(
    'silent',
  )
})

test('every way a connect can fail is told in words', () => {
  const failures = ['ECONNREFUSED', 'ENOENT', 'EACCES', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH']
  for (const code of failures) {
    expect(connectFailure(Object.assign(new Error(), { code }))).toMatchObject({
      code: 4502,
      state: 'unreachable',
    })
  }
  expect(connectFailure(Object.assign(new Error(), { code: 'EODD' })).reason).toContain('EODD')
  expect(connectFailure(Object.assign(new Error(), { code: 'EAGAIN' }))).toMatchObject({
    code: 4504,
    state: 'busy',
  })
})
