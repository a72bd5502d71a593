import { afterEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { FakeQemu } from '../testing/fake-qemu.ts'
import type { Ending } from './ending.ts'
import { connectFailure } from './ending.ts'
import { SocketUpstream } from './socket-upstream.ts'

let qemu: FakeQemu | undefined
afterEach(async () => {
  vi.useRealTimers()
  await qemu?.stop()
})

function endingOf(upstream: SocketUpstream): Promise<Ending> {
  return new Promise((resolve) => {
    upstream.onEnded = resolve
  })
}

test('a host that does not answer is given up', async () => {
  qemu = await FakeQemu.start(undefined, 'tcp')
  const [, host = '', port] = qemu.address.split(':')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const upstream = new SocketUpstream({ host, port: Number(port) }, defaultLimits)
  const ended = endingOf(upstream)
  // All the time passes before this process hears of any answer.
  vi.advanceTimersByTime(defaultLimits.connectMs)
  expect(await ended).toEqual(connectFailure(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
  await expect.poll(() => qemu?.clients).toEqual([])
})

test('closing while it connects ends it without a word', async () => {
  qemu = await FakeQemu.start(() => {})
  const upstream = new SocketUpstream({ path: qemu.address.slice('unix:'.length) }, defaultLimits)
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
