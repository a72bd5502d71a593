import { expect, test } from 'vitest'
import { migrationWords } from './migration.ts'

// As QEMU 7.2 answers on its way; members that say nothing here are left out.
const ram = { total: 541_073_408, transferred: 184_549_376, remaining: 357_108_449, mbps: 67.108864 }

test('a migration on its way says how far it is, and how fast', () => {
  expect(migrationWords({ status: 'active', ram })).toBe('migrating, 34 %, 8 MiB/s')
})

test('what QEMU has not measured yet is not shown', () => {
  expect(migrationWords({ status: 'setup' })).toBe('migration starting')
  expect(migrationWords({ status: 'active', ram: { total: 0, remaining: 0, mbps: 0 } })).toBe('migrating')
  expect(migrationWords({ status: 'active', ram: { ...ram, mbps: 0 } })).toBe('migrating, 34 %')
})

test('none and one that is over are none', () => {
  for (const status of ['none', 'completed', 'failed', 'cancelled'] as const)
    expect(migrationWords({ status, ram })).toBeUndefined()
  expect([migrationWords({}), migrationWords(undefined)]).toEqual([undefined, undefined])
})

test('a status of a newer QEMU is none that this page has a word for', () => {
  expect(migrationWords({ status: 'constructor' as 'active' })).toBeUndefined()
})
