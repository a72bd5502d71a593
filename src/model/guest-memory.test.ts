import { expect, test } from 'vitest'
import { guestMemory } from './guest-memory.ts'

const notReported = 18_446_744_073_709_551_615n

test('the used memory is what the guest reports', () => {
  const memory = guestMemory({
    'last-update': 1795323076,
    stats: {
      'stat-total-memory': 497_000_000,
      'stat-available-memory': 400_000_000,
      'stat-free-memory': 300_000_000,
      'stat-disk-caches': 90_000_000,
      'stat-swap-in': 0,
      'stat-htlb-pgalloc': notReported,
    },
  })
  expect(memory).toMatchObject({
    reportedAt: 1_795_323_076_000,
    total: 497_000_000,
    used: 97_000_000,
    caches: 90_000_000,
    swapIn: 0,
    swapOut: undefined,
  })
})

test.each([[notReported], [-1], [2 ** 64]])('%s means that the guest does not report', (value) => {
  const stats = { 'stat-total-memory': value, 'stat-free-memory': value, 'stat-available-memory': value }
  expect(guestMemory({ 'last-update': 1, stats })).toMatchObject({
    total: undefined,
    free: undefined,
    used: undefined,
  })
})

test('a guest that does not report available memory is described by free memory', () => {
  const stats = { 'stat-total-memory': 100, 'stat-free-memory': 30, 'stat-available-memory': notReported }
  expect(guestMemory({ 'last-update': 1, stats }).used).toBe(70)
})

test('a guest that never reported has no time', () => {
  expect(guestMemory({ 'last-update': 0, stats: {} }).reportedAt).toBeUndefined()
  expect(guestMemory(undefined).reportedAt).toBeUndefined()
})

test('a total smaller than one of its parts gives no used memory', () => {
  const stats = { 'stat-total-memory': 100, 'stat-available-memory': 130 }
  expect(guestMemory({ stats }).used).toBeUndefined()
})
