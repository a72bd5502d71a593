import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SlowRefusals } from './slow-refusals.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('ten a second have their turn, and no more than 32 wait', async () => {
  const refusals = new SlowRefusals()
  let refused = 0
  let cut = 0
  const attempts = Array.from({ length: 50 }, async () => {
    if (await refusals.turn()) refused++
    else cut++
  })
  await vi.advanceTimersByTimeAsync(0)
  expect([refused, cut]).toEqual([0, 18])
  await vi.advanceTimersByTimeAsync(1000)
  expect(refused).toBe(10)
  await vi.advanceTimersByTimeAsync(2200)
  await Promise.all(attempts)
  expect([refused, cut]).toEqual([32, 18])
})
