import { describe, expect, test } from 'vitest'
import { isLoopback, isWildcard, loopbackAddresses } from './host-names.ts'

describe('a host', () => {
  test.each([
    ['localhost', ['127.0.0.1', '::1']],
    ['LocalHost', ['127.0.0.1', '::1']],
    ['127.0.0.1', ['127.0.0.1']],
    ['127.8.0.9', ['127.8.0.9']],
    ['::1', ['::1']],
    ['::ffff:127.0.0.1', ['127.0.0.1']],
    ['::FFFF:127.8.0.9', ['127.8.0.9']],
  ])('%s is loopback: %j', (host, addresses) => {
    expect(loopbackAddresses(host)).toEqual(addresses)
    expect(isLoopback(host)).toBe(true)
    expect(isWildcard(host)).toBe(false)
  })

  test.each(['', '*', '0.0.0.0', '::', '0:0:0:0:0:0:0:0'])('%j is every address of its machine', (host) => {
    expect(isWildcard(host)).toBe(true)
    expect(isLoopback(host)).toBe(false)
  })

  test.each([
    ...['10.0.0.7', '126.0.0.1', '::2', '::ffff:10.0.0.7', '::ffff:::1', 'fe80::1', '10.0.0.0'],
    ...[
      'vms.example',
      'localhost.example',
      '127.example',
      '127.0.0.1.example',
      '127.0.0.256',
      '127.1',
      '0',
      '0:0',
    ],
  ])('%s is neither', (host) => {
    expect([isLoopback(host), isWildcard(host)]).toEqual([false, false])
  })
})
