import { expect, test } from 'vitest'
import { readActivity } from './watch-shapes.ts'

const act = { vm: 'vm', command: 'stop', role: 'operator', outcome: 'done', time: 1 }

test('an act is read member by member; what is not known of it is left out', () => {
  const whole = { ...act, arguments: { n: 1n }, id: '"a-1"', error: { class: 'GenericError', desc: 'no' } }
  expect(readActivity({ type: 'act', act: { ...whole, secret: 1 } })).toEqual({ type: 'act', act: whole })
  expect(readActivity({ type: 'act', act: { ...act, id: 7, error: 'no' } })).toEqual({ type: 'act', act })
})

test.each([
  null,
  7,
  [],
  {},
  { type: 'new' },
  { type: 'vm', vm: {} },
  { type: 'vm-gone', id: 7 },
  { type: 'act', act: { ...act, outcome: 'maybe' } },
  { type: 'act', act: { ...act, role: 'root' } },
  { type: 'act', act: { ...act, time: '1' } },
])('%j is no message this page knows', (value) => {
  expect(readActivity(value)).toBeUndefined()
})
