import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { nameOfAddress } from '../target/address.ts'
import { parseTarget } from '../target/parse-target.ts'
import { IdAllocator } from './id-allocator.ts'

function idsOf(...args: string[]): string[] {
  const ids = new IdAllocator(10, () => false)
  return args.map(parseTarget).map(({ name, address }) => ids.give(name ?? nameOfAddress(address)))
}

test('an ID is a slug of the name, else of the address', () => {
  expect(idsOf('Web 01=demo', 'tcp:localhost:4444', '/run/vm1/qmp.sock', 'demo', 'demo:io-error')).toEqual([
    'web-01',
    'localhost-4444',
    'run-vm1-qmp-sock',
    'demo',
    'demo-io-error',
  ])
})

test('a taken ID gets a number, the same for the same arguments', () => {
  const args = ['demo', 'demo', 'demo-2=demo', 'DEMO=tcp::1']
  expect(idsOf(...args)).toEqual(['demo', 'demo-2', 'demo-2-2', 'demo-3'])
  expect(idsOf(...args)).toEqual(idsOf(...args))
})

test('every ID fits its pattern, however strange the address', () => {
  const ids = idsOf(`/${'deep/'.repeat(19)}qmp.sock`, `/${'deep/'.repeat(19)}qmp.sock`, '///', '/ä')
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/)
  expect(new Set(ids).size).toBe(ids.length)
})

test('who comes back under his key gets his ID again, and nobody else does', () => {
  const ids = new IdAllocator(10, () => false)
  expect(ids.giveAgain('a', 'vm')).toBe('vm')
  expect(ids.giveAgain('b', 'vm')).toBe('vm-2')
  expect(ids.give('vm')).toBe('vm-3')
  expect(ids.giveAgain('b', 'vm')).toBe('vm-2')
  expect(ids.giveAgain('a', 'vm')).toBe('vm')
})

test('beyond its limit it forgets the key that nobody has asked for longest, but none in use', () => {
  const ids = new IdAllocator(2, (id) => id === 'vm-2')
  ids.giveAgain('a', 'vm')
  ids.giveAgain('b', 'vm')
  ids.giveAgain('a', 'vm')
  expect(ids.giveAgain('c', 'vm')).toBe('vm-3')
  expect(ids.giveAgain('d', 'vm')).toBe('vm')
  expect(ids.giveAgain('b', 'vm')).toBe('vm-2')
})

test('it remembers thousands of keys (rememberedIds)', () => {
  const { rememberedIds } = defaultLimits
  const ids = new IdAllocator(rememberedIds, () => false)
  ids.giveAgain('first', 'vm')
  for (let others = 1; others < rememberedIds; others++) ids.giveAgain(`key ${others}`, `name ${others}`)
  expect(ids.give('vm')).toBe('vm-2')
  ids.giveAgain('one more', 'name')
  expect(ids.give('vm')).toBe('vm')
})

test('one VM may have its ID under several keys, and keeps it until all are forgotten', () => {
  const ids = new IdAllocator(2, () => false)
  const id = ids.giveAgain('without address', 'vm')
  expect(ids.giveAgain('a', 'vm', id)).toBe('vm')
  expect(ids.giveAgain('b', 'vm')).toBe('vm-2')
  expect(ids.giveAgain('a', 'vm', 'vm-2')).toBe('vm')
  expect(ids.giveAgain('c', 'vm')).toBe('vm-3')
})
