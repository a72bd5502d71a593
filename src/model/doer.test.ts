import { expect, test } from 'vitest'
import { type DoneAct, doerOf, type NumberedEvent } from './doer.ts'

const act = (command: string, before: number, last: number, by: DoneAct['by'] = 'you'): DoneAct => ({
  ...{ command, by, at: 1000, doneAt: 1004 },
  events: { before, last },
})
const event = (
  name: string,
  seq: number,
  data: Record<string, unknown> = {},
  at = 5_000_000,
): NumberedEvent => ({
  ...{ name, seq, data, at },
})
const qmpReset = { guest: false, reason: 'host-qmp-system-reset' }

test('a pause is by the client whose stop was with QEMU when it came, whatever the clocks say', () => {
  const stop = event('STOP', 11)
  expect(doerOf(stop, [stop], [act('stop', 10, 11)])?.by).toBe('you')
  expect(doerOf(stop, [stop], [act('stop', 10, 11, 'operator')])?.by).toBe('operator')
  expect(doerOf(stop, [stop], [act('stop', 10, 10), act('cont', 10, 11)])).toBeUndefined()
  expect(doerOf(stop, [stop], [act('stop', 11, 12)])).toBeUndefined()
})

test('a reset may come after the answer; only the first one is of the command', () => {
  const [first, second] = [event('RESET', 12, qmpReset), event('RESET', 90, qmpReset)]
  const acts = [act('system_reset', 10, 10)]
  expect(doerOf(first, [first, second], acts)?.by).toBe('you')
  expect(doerOf(second, [first, second], acts)).toBeUndefined()
})

test('what the guest or a signal did, no client did', () => {
  const acts = [act('system_reset', 0, 5), act('quit', 0, 5)]
  for (const data of [
    { guest: true, reason: 'guest-reset' },
    { guest: false, reason: 'host-signal' },
  ]) {
    for (const name of ['RESET', 'SHUTDOWN']) {
      const came = event(name, 1, data)
      expect(doerOf(came, [came], acts)).toBeUndefined()
    }
  }
})

test('without numbers, time tells', () => {
  const byTime: DoneAct = { command: 'stop', by: 'you', at: 1000, doneAt: 1010 }
  const at = (time: number): NumberedEvent => ({ name: 'STOP', at: time })
  expect(doerOf(at(1005.5), [], [byTime])?.by).toBe('you')
  expect(doerOf(at(900), [], [byTime])).toBeUndefined()
  expect(doerOf(at(60_000), [], [byTime])).toBeUndefined()
})

test('an event that no command brings about has no doer', () => {
  const came = event('constructor', 1)
  expect(doerOf(came, [came], [act('constructor', 0, 1)])).toBeUndefined()
})
