import { expect, test } from 'vitest'
import { connectFailure } from './ending.ts'

test('every way a connect can fail is told in words', () => {
  const failures = ['ECONNREFUSED', 'ENOENT', 'EACCES', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTSOCK']
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
