import { expect, test } from 'vitest'
import {
  afterLoss,
  nothingWitnessed,
  sinceOf,
  sinceStart,
  type TimedEvent,
  withAnswer,
  withEvent,
} from './state-history.ts'

const event = (name: string, at: number): TimedEvent => ({ name, at, data: {}, text: '' })

function after(...events: [string, number][]) {
  return events.reduce((seen, [name, at]) => withEvent(seen, event(name, at)), nothingWitnessed)
}

test.each([
  ['running', [['RESUME', 5]], 5],
  [
    'running',
    [
      ['STOP', 4],
      ['SUSPEND', 5],
      ['WAKEUP', 6],
    ],
    6,
  ],
  [
    'prelaunch',
    [
      ['STOP', 4],
      ['RESET', 6],
    ],
    6,
  ],
  [
    'shutdown',
    [
      ['SHUTDOWN', 4],
      ['STOP', 5],
    ],
    4,
  ],
  [
    'io-error',
    [
      ['RESUME', 3],
      ['STOP', 4],
    ],
    4,
  ],
  ['a state of tomorrow', [['STOP', 4]], 4],
] as [string, [string, number][], number][])(
  'V-05: %s begins with the event that brings it: %j',
  (word, events, at) => {
    expect(sinceOf(after(...events), word, 1)).toEqual({ at, by: 'event' })
  },
)

test('an event that another one has overtaken explains nothing', () => {
  expect(sinceOf(after(['RESUME', 3], ['STOP', 4]), 'running', 1).by).toBe('connecting')
  expect(sinceOf(after(['STOP', 3], ['RESET', 4]), 'io-error', 1).by).toBe('connecting')
})

test('a flood of other events does not push out the one that began the state', () => {
  let seen = after(['STOP', 4])
  for (let at = 5; at < 1000; at++) seen = withEvent(seen, event('BLOCK_IO_ERROR', at))
  expect(sinceOf(seen, 'io-error', 1)).toEqual({ at: 4, by: 'event' })
})

test('without an event, an answer that differs from the one before tells about when', () => {
  const seen = withAnswer(withAnswer(nothingWitnessed, 'running', 2), 'paused', 7)
  expect(sinceOf(seen, 'paused', 1)).toEqual({ at: 7, by: 'answer' })
  expect(sinceOf(withAnswer(nothingWitnessed, 'running', 2), 'running', 1)).toEqual({
    at: 1,
    by: 'connecting',
  })
})

test('N-02: what was seen before the link was lost holds for the same state, with the gap named', () => {
  const seen = withEvent(withAnswer(nothingWitnessed, 'running', 2), event('RESUME', 5))
  const back = withAnswer(afterLoss(seen, 1, 10, []), 'running', 21)
  expect(sinceOf(back, 'running', 20)).toEqual({ at: 5, by: 'event', away: { from: 10, to: 20 } })
  expect(sinceOf(back, 'paused', 20)).toEqual({ at: 20, by: 'connecting' })
})

test('a session that ended before it had an answer takes nothing away', () => {
  const seen = withEvent(withAnswer(nothingWitnessed, 'running', 2), event('RESUME', 5))
  expect(afterLoss(afterLoss(seen, 1, 10, []), 20, 21, []).before?.lostAt).toBe(10)
})

test('since when another QEMU runs reaches back to before its start for nobody', () => {
  const since = { at: 5, by: 'event', away: { from: 10, to: 20 } } as const
  expect(sinceStart(since, 15)).toEqual({ at: 20, by: 'connecting' })
  for (const itself of [2, undefined]) expect(sinceStart(since, itself)).toBe(since)
  const unbroken = { at: 5, by: 'event' } as const
  expect(sinceStart(unbroken, 15)).toBe(unbroken)
})
