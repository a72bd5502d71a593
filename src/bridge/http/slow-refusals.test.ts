import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { SlowRefusals } from './slow-refusals.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('ten a second have their turn, and no more than 32 wait', async () => {
  const refusals = new SlowRefusals(defaultLimits)
  let refused = 0
  let cut = 0
  const { refusalMs, waitingRefusals } = defaultLimits
  const attempts = Array.from({ length: waitingRefusals + 18 }, async () => {
    if (await refusals.turn()) refused++
    else cut++
  })
  await vi.advanceTimersByTimeAsync(0)
  expect([refused, cut]).toEqual([0, 18])
  await vi.advanceTimersByTimeAsync(10 * refusalMs)
  expect(refused).toBe(10)
  await vi.advanceTimersByTimeAsync((waitingRefusals - 10) * refusalMs)
  await Promise.all(attempts)
  expect([refused, cut]).toEqual([waitingRefusals, 18])
})
