import { afterEach, expect, test, vi } from 'vitest'
import { defaultLimits } from '../limits.ts'
import type { FinishedAct } from './finished-act.ts'
import { RefusalThrottle } from './refusal-throttle.ts'

afterEach(() => void vi.useRealTimers())

function refused(command: string): FinishedAct {
  const by = { role: 'viewer', peer: '127.0.0.1:1' } as const
  return { by, command, argumentsText: '{}', idText: '1', outcome: 'refused', time: 0 }
}

test('of many refusals in a second the first are told each, and the rest as one', () => {
  vi.useFakeTimers()
  const told: FinishedAct[] = []
  const refusals = new RefusalThrottle(defaultLimits, (act) => told.push(act))
  for (let n = 0; n < 1000; n++) refusals.add(refused(`c${n}`))
  expect(told.map(({ times }) => times)).toEqual(Array(defaultLimits.refusalsReported).fill(undefined))
  vi.advanceTimersByTime(1000)
  expect(told).toHaveLength(defaultLimits.refusalsReported + 1)
  expect(told.at(-1)).toMatchObject({
    command: 'c999',
    times: 1000 - defaultLimits.refusalsReported,
    argumentsText: undefined,
  })
  refusals.add(refused('again'))
  expect(told.at(-1)).toEqual(refused('again'))
  refusals.flush()
  expect(told).toHaveLength(defaultLimits.refusalsReported + 2)
})
