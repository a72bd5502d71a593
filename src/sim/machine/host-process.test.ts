import { expect, test } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { createSimulator } from '../simulator.ts'

test('the figures of a simulated process grow while its guest runs, and never faster than time', () => {
  const clock = new ManualClock(1_000_000)
  const simulator = createSimulator({ clock })
  let before = simulator.host()
  expect(before).toMatchObject({ startTime: 1_000_000, cpuSeconds: 0 })
  for (let second = 1; second <= 120; second++) {
    clock.advance(1000)
    const now = simulator.host()
    for (const [thread, seconds] of Object.entries(now?.threads ?? {})) {
      const used = seconds - (before?.threads[thread] ?? 0)
      expect(used).toBeGreaterThanOrEqual(0)
      expect(used).toBeLessThan(1)
    }
    before = now
  }
  simulator.stop()
  expect(simulator.host()).toBeUndefined()
})
