import { expect, test } from 'vitest'
import { episodeOf, type SeenEvent } from './episode.ts'

const seen = (name: string, at: number): SeenEvent => ({ name, at })
const isCause = ({ name }: SeenEvent) => name === 'BLOCK_IO_ERROR'

test('the cause comes before the STOP it brings', () => {
  const events = [seen('RESUME', 10), seen('BLOCK_IO_ERROR', 60_000), seen('STOP', 60_002)]
  expect(episodeOf(events, isCause)).toEqual({ cause: events[1], since: 60_000, tried: undefined })
})

test('a resume that failed at once does not end the episode', () => {
  const events = [
    seen('BLOCK_IO_ERROR', 60_000),
    seen('STOP', 60_002),
    seen('RESUME', 900_000),
    seen('BLOCK_IO_ERROR', 900_060),
    seen('STOP', 900_062),
  ]
  expect(episodeOf(events, isCause)).toEqual({
    cause: events[3],
    since: 60_000,
    tried: { at: 900_000, failedAfter: 62 },
  })
})

test('after the VM has run for a while, the next error is a new episode', () => {
  const events = [
    seen('BLOCK_IO_ERROR', 60_000),
    seen('STOP', 60_002),
    seen('RESUME', 100_000),
    seen('BLOCK_IO_ERROR', 900_060),
    seen('STOP', 900_062),
  ]
  expect(episodeOf(events, isCause)).toMatchObject({ since: 900_060, tried: undefined })
})

test('V-06: an event from before a reset explains nothing', () => {
  const events = [seen('BLOCK_IO_ERROR', 1), seen('STOP', 2), seen('RESET', 3)]
  expect(episodeOf(events, isCause)).toEqual({ cause: undefined, since: undefined, tried: undefined })
})

test('V-05: without the cause, STOP still gives the start', () => {
  expect(episodeOf([seen('STOP', 7)], isCause)).toEqual({ cause: undefined, since: 7, tried: undefined })
  expect(episodeOf([])).toEqual({ cause: undefined, since: undefined, tried: undefined })
})

test('repeated failed resumes belong to the episode of the first failure', () => {
  const tries = Array.from({ length: 50_000 }, (_, index) => [
    seen('RESUME', 1000 + index * 10),
    seen('BLOCK_IO_ERROR', 1002 + index * 10),
    seen('STOP', 1003 + index * 10),
  ])
  const events = [seen('BLOCK_IO_ERROR', 5), seen('STOP', 6), ...tries.flat()]
  expect(episodeOf(events, isCause)).toMatchObject({ since: 5, tried: { at: 500_990, failedAfter: 3 } })
})
