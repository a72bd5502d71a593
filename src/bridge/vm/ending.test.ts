import { expect, test } from 'vitest'
import { closeCodeOf } from '#api/close-codes.ts'
import { connectFailure } from './ending.ts'

test('every way a connect can fail has a code, the errno and a sentence', () => {
  for (const errno of [
    'ECONNREFUSED',
    'ENOENT',
    'EACCES',
    'ENOTFOUND',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'EODD',
  ]) {
    const { closing, reason, state } = connectFailure(errno)
    expect([closing, closeCodeOf(closing), state]).toEqual([
      { code: 'unreachable', errno },
      4502,
      'unreachable',
    ])
    expect(reason).toMatch(/[.?]$/)
  }
  expect(connectFailure('EODD').reason).toContain('EODD')
})

test('a full queue of a socket means that another client holds it', () => {
  const { closing, state } = connectFailure('EAGAIN')
  expect([closing, closeCodeOf(closing), state]).toEqual([{ code: 'held' }, 4504, 'busy'])
})
