import { expect, test } from 'vitest'
import { defaultLimits } from '../limits.ts'
import type { FinishedAct } from '../vm/finished-act.ts'
import { ActRing } from './act-ring.ts'

const act = (command: string, more: Partial<FinishedAct> = {}): FinishedAct => ({
  by: { role: 'operator', peer: '127.0.0.1:1' },
  command,
  argumentsText: undefined,
  idText: '"page-1"',
  outcome: 'done',
  time: 1000,
  ...more,
})
const kept = (ring: ActRing, role: 'operator' | 'viewer' = 'operator') => JSON.parse(ring.toJson(role))

test('keeps acts in order, each role hearing what it may, under the numbers they were reported with', () => {
  const ring = new ActRing(defaultLimits)
  const events = { before: 3, last: 4 }
  const told = ring.add('vm', act('stop', { ms: 4, events }))
  ring.add('vm', act('set_password', { argumentsText: '{"protocol":"vnc","password":"hunter2"}' }))
  ring.add('vm', act('set_link', { argumentsText: '{"name":"nic0","up":false}' }))
  const common = { vm: 'vm', role: 'operator', outcome: 'done', time: 1000 }
  const first = { ...common, seq: 1, command: 'stop', ms: 4, events }
  expect(JSON.parse(told.viewer)).toEqual({ type: 'act', act: first })
  const link = { ...common, seq: 3, command: 'set_link', arguments: { name: 'nic0', up: false } }
  expect(kept(ring, 'viewer').acts).toEqual([first, { ...common, seq: 2, command: 'set_password' }, link])
  expect(kept(ring).acts[1]).toMatchObject({
    id: '"page-1"',
    arguments: { protocol: 'vnc', password: '***' },
  })
  expect(kept(ring)).toMatchObject({ type: 'acts', epoch: expect.any(String) })
})

test('keeps the last pause of one VM through a flood of keys on another, and of refusals on its own', () => {
  const ring = new ActRing(defaultLimits)
  ring.add('vm', act('stop'))
  for (let n = 0; n < 2000; n++) {
    ring.add('other', act('send-key', { argumentsText: `{"keys":[{"type":"number","data":${n}}]}` }))
    ring.add('vm', act(`junk-${n}`, { outcome: 'refused' }))
  }
  expect(kept(ring).acts[0]).toMatchObject({ vm: 'vm', command: 'stop' })
  expect(kept(ring).acts.length).toBeLessThanOrEqual(defaultLimits.keptActs)
  expect(ring.toJson('operator').length).toBeLessThan(defaultLimits.keptActBytes + 10_000)
})

test('knows nothing of a VM that is gone', () => {
  const ring = new ActRing(defaultLimits)
  ring.add('vm', act('stop'))
  ring.add('other', act('cont'))
  ring.forget('vm')
  expect(kept(ring).acts).toMatchObject([{ vm: 'other' }])
})
