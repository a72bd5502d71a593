import { expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { HostClock } from './host-clock.ts'

const noon = Date.parse('Sat, 28 Nov 2026 12:00:00 GMT')
const minutes = 60_000
const httpDate = (at: number) => new Date(at).toUTCString()

it('goes by the browser’s clock where the host’s is not known, or hardly differs', () => {
  const clock = new HostClock(new ManualClock(noon))
  expect(clock.now()).toBe(noon)
  for (const date of [null, 'yesterday', httpDate(noon), httpDate(noon - 1000)]) clock.answered(date)
  expect(clock.now()).toBe(noon)
})

it.each([-10, 10])('with a browser %i minutes off, it has the host’s time to a second', (off) => {
  const own = new ManualClock(noon + off * minutes)
  const clock = new HostClock(own)
  clock.answered(httpDate(noon))
  expect(Math.abs(clock.now() - noon)).toBeLessThanOrEqual(1000)
  own.advance(5 * minutes)
  const before = clock.now()
  clock.answered(httpDate(noon + 5 * minutes))
  expect(clock.now()).toBe(before)
})

it('follows when somebody sets one of the clocks right', () => {
  const clock = new HostClock(new ManualClock(noon))
  clock.answered(httpDate(noon + 10 * minutes))
  clock.answered(httpDate(noon))
  expect(clock.now()).toBe(noon)
})

it('waits as long as it is told, whatever time it is', () => {
  const own = new ManualClock(noon)
  const clock = new HostClock(own)
  let rung = false
  clock.after(1000, () => {
    rung = true
  })
  clock.answered(httpDate(noon + 10 * minutes))
  own.advance(999)
  expect(rung).toBe(false)
  own.advance(1)
  expect(rung).toBe(true)
})
