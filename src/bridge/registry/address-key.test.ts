import { expect, test } from 'vitest'
import { parseTarget } from '../target/address.ts'
import { addressKey } from './address-key.ts'

const keyOf = (text: string) => addressKey(parseTarget(text).address)

test('the usual names of this host are one, and another loopback address is another socket', () => {
  expect(new Set(['127.0.0.1:1', 'localhost:1', '[::1]:1', 'tcp::1'].map(keyOf)).size).toBe(1)
  expect(new Set(['127.0.0.1:1', '127.0.0.2:1', '127.0.0.1:2', 'HOST:1'].map(keyOf)).size).toBe(4)
  expect(keyOf('HOST:1')).toBe(keyOf('host:1'))
})
