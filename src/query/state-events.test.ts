import { expect, it } from 'vitest'
import { withEarlier, withStateEvent } from './state-events.ts'
import { nothingWitnessed, sinceOf, type TimedEvent } from './state-history.ts'

function event(name: string, at: number, data = {}): TimedEvent {
  return { name, at, data, text: '' }
}

const nothing = { recent: [], shutdown: undefined, stateHistory: nothingWitnessed }

it('what was before explains a state in which nothing has come since', () => {
  const told = withEarlier(nothing, [event('BLOCK_IO_ERROR', 1), event('STOP', 2), event('RTC_CHANGE', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['BLOCK_IO_ERROR', 'STOP'])
  expect(sinceOf(told.stateHistory, 'paused', 10)).toEqual({ at: 2, by: 'event' })
})

it('what came in this session stands after what was before', () => {
  const live = withStateEvent(nothing, event('RESUME', 5))
  const told = withEarlier(live, [event('STOP', 2), event('SHUTDOWN', 3)])
  expect(told.recent.map(({ name }) => name)).toEqual(['STOP', 'SHUTDOWN', 'RESUME'])
  expect(sinceOf(told.stateHistory, 'running', 10)).toEqual({ at: 5, by: 'event' })
  expect(told.shutdown).toBeUndefined()
})

it('a guest that has been off since before is off', () => {
  expect(withEarlier(nothing, [event('SHUTDOWN', 3, { guest: true })]).shutdown).toEqual({ guest: true })
})
