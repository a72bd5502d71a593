import { expect, test } from 'vitest'
import { readOr } from './reader.ts'
import { readActivity, readListedVm } from './types.ts'

const act = { vm: 'vm', command: 'stop', role: 'operator', outcome: 'done', time: 1 }
const vm = { id: 'vm', name: 'vm', source: 'added', role: 'viewer', viewers: 0, state: 'busy' }

test('an act is read with every member, the number of coalesced acts included', () => {
  const refusal = { error: { class: 'GenericError', desc: 'no' }, times: 7 }
  const whole = { ...act, arguments: { n: 1n }, id: '"a-1"', ...refusal }
  expect(readOr(readActivity, { type: 'act', act: whole })).toEqual({ type: 'act', act: whole })
})

test('members that this page does not know, or knows otherwise, are left out', () => {
  const read = (more: object) => readOr(readActivity, { type: 'act', act: { ...act, ...more }, more: 1 })
  expect(read({ secret: 1, id: 7, error: 'no', times: null })).toEqual({ type: 'act', act })
})

test('words of a newer bridge hide no VM', () => {
  const newer = { ...vm, source: 'cluster', state: 'migrating', why: { code: 'on-holiday', until: 1 } }
  expect(readOr(readListedVm, newer)).toEqual({ ...vm, source: 'argument', state: 'idle' })
})

test('why a VM cannot be watched comes with its fields', () => {
  const why = { code: 'held', by: { name: 'node', pid: 7 }, option: '-qmp unix:/run/vm.qmp' }
  expect(readOr(readListedVm, { ...vm, why })).toEqual({ ...vm, why })
  expect(readOr(readListedVm, { ...vm, why: { ...why, by: 'me', since: 1 } })).toMatchObject({
    why: { code: 'held', option: why.option },
  })
})

test.each([
  null,
  7,
  [],
  {},
  { type: 'new' },
  { type: 'toString' },
  { type: 'vm', vm: {} },
  { type: 'vm-gone', id: 7 },
  { type: 'act', act: { ...act, outcome: 'maybe' } },
  { type: 'act', act: { ...act, role: 'root' } },
  { type: 'act', act: { ...act, time: '1' } },
  { type: 'act', act: { ...act, time: Number.NaN } },
])('%j is no message this page knows', (value) => {
  expect(readOr(readActivity, value)).toBeUndefined()
})
