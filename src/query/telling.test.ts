import { expect, it } from 'vitest'
import { withEarlier, withTelling } from './telling.ts'
import { nothingWitnessed, sinceOf, type TimedEvent } from './witnessed.ts'

function event(name: string, at: number, data = {}): TimedEvent {
  return { name, at, data, text: '' }
}

const nothing = { recent: [], shutdown: undefined, witnessed: nothingWitnessed }

it('what was before explains a state in which nothing has come since', () => {
  const told = withEarlier(nothing, [event('BLOCK_IO_ERROR', 1), event('STOP', 2), event('RTC_CHANGE', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['BLOCK_IO_ERROR', 'STOP'])
  expect(sinceOf(told.witnessed, 'paused', 10)).toEqual({ at: 2, by: 'event' })
})

it('what came in this session stands after what was before', () => {
  const live = withTelling(nothing, event('RESUME', 5))
  const told = withEarlier(live, [event('STOP', 2), event('SHUTDOWN', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['STOP', 'SHUTDOWN', 'RESUME'])
  expect(sinceOf(told.witnessed, 'running', 10)).toEqual({ at: 5, by: 'event' })
  expect(told.shutdown).toBeUndefined()
})

it('a guest that has been off since before is off', () => {
  expect(withEarlier(nothing, [event('SHUTDOWN', 3, { guest: true })]).shutdown).toEqual({ guest: true })
})
