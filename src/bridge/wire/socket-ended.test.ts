import { describe, expect, test } from 'vitest'
import { closeCodeOf } from '#api/close-codes.ts'
import { socketEnded } from './socket-ended.ts'

const failed = (code: string) => ({ wasOpen: false, error: Object.assign(new Error(), { code }) })

describe.each(['monitor', 'stream'] as const)('a connection to a %s', (kind) => {
  test.each([
    [
      'ECONNREFUSED',
      'ENOENT',
      'EACCES',
      'EPERM',
      'ENOTFOUND',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENOTSOCK',
      'EODD',
    ],
  ])('that fails has a code, the errno and a sentence', (...errnos) => {
    for (const errno of errnos) {
      const { closing, reason } = socketEnded(kind, failed(errno))
      expect([closing, closeCodeOf(closing)]).toEqual([{ code: 'unreachable', errno }, 4502])
      expect(reason).toMatch(/[.?]$/)
    }
    expect(socketEnded(kind, failed('EODD')).reason).toContain('EODD')
  })

  test('that is over says whether QEMU closed it or the network lost it', () => {
    expect(socketEnded(kind, { wasOpen: true, error: undefined }).closing).toEqual({ code: 'qemu-closed' })
    const { closing, reason } = socketEnded(kind, { ...failed('ECONNRESET'), wasOpen: true })
    expect(closing).toEqual({ code: 'qemu-closed', errno: 'ECONNRESET' })
    expect(reason).toContain('ECONNRESET')
  })
})

test('a full queue of a monitor’s socket means that another client holds it', () => {
  const { closing } = socketEnded('monitor', failed('EAGAIN'))
  expect([closing, closeCodeOf(closing)]).toEqual([{ code: 'held' }, 4504])
})
