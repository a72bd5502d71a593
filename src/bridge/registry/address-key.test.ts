import { expect, test } from 'vitest'
import { parseTarget } from '../target/parse-target.ts'
import { addressKey } from './address-key.ts'

const keyOf = (text: string) => addressKey(parseTarget(text).address)

test('the usual names of this host are one, and another loopback address is another socket', () => {
  expect(new Set(['127.0.0.1:1', 'localhost:1', '[::1]:1', 'tcp::1'].map(keyOf)).size).toBe(1)
  expect(new Set(['127.0.0.1:1', '127.0.0.2:1', '127.0.0.1:2', 'HOST:1'].map(keyOf)).size).toBe(4)
  expect(keyOf('HOST:1')).toBe(keyOf('host:1'))
})

test('an abstract socket is not the file of that name', () => {
  const [file, abstract] = ['unix:vm1', 'unix:vm1,abstract=on,tight=off'].map(keyOf)
  expect(file).not.toBe(abstract)
  expect(abstract).toBe('unix:vm1,abstract=on,tight=off')
})
