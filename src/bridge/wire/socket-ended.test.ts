import { describe, expect, test } from 'vitest'
import { closeCodeOf } from '#api/close-codes.ts'
import { fitting } from './close-info.ts'
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

test('a full queue of a monitor’s socket may have several causes, and none is told as known', () => {
  const { closing, reason } = socketEnded('monitor', failed('EAGAIN'))
  expect([closing, closeCodeOf(closing)]).toEqual([
    { code: 'no-greeting', heard: 'nothing', errno: 'EAGAIN' },
    4504,
  ])
  expect(reason).toMatch(/another client holds this monitor, or QEMU is stopped.*Earlier tries/)
  expect(fitting(reason)).toBe(reason)
})
