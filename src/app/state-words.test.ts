import { expect, test } from 'vitest'
import { runStateOf } from '#model/run-state.ts'
import type { ConnectionState } from '#qmp/connection.ts'
import { Unreachable } from '#qmp/errors.ts'
import type { VmState } from '#query/use-vm-state.ts'
import { stateLook } from './state-look.ts'
import { needRank, stateNote, stateWord } from './state-words.ts'

const held = new Unreachable({ cause: 'silent', reason: 'Another client holds it.' })
const refused = new Unreachable({ cause: 'unreachable', reason: 'Refused.' })

const waiting: ConnectionState = { phase: 'waiting', why: held, attempt: 1, nextAt: 0 }
const trying: ConnectionState = { phase: 'connecting', attempt: 2, busy: undefined }
const greeting = { version: undefined, package: '', capabilities: [] }
const ready: ConnectionState = { phase: 'ready', greeting, since: 0, busy: undefined }

function without(link: ConnectionState, failure: Unreachable): VmState {
  const run = runStateOf(undefined)
  return { run, was: undefined, since: undefined, asked: undefined, link, lostAt: undefined, failure }
}

test('a VM whose link is lost needs somebody before one that runs, even while it is tried again', () => {
  const running = {
    ...without(waiting, held),
    link: ready,
    failure: undefined,
    run: runStateOf({ status: 'running', running: true }),
  }
  const lost = { ...running, link: trying, lostAt: 1000 }
  expect(needRank(lost)).toBeLessThan(needRank(running))
  expect(needRank({ ...running, link: waiting })).toBeLessThan(needRank(running))
})

test.each([
  [held, 'busy', 'lock'],
  [refused, 'unreachable', 'unknown'],
])('why there is no state stays on screen while the next try is under way: %s', (failure, word, icon) => {
  for (const link of [waiting, trying]) {
    const state = without(link, failure)
    expect([stateWord(state), stateLook(state).icon, needRank(state)]).toEqual([word, icon, 1])
  }
})

test('a QEMU that has stopped answering is never shown as running, whatever it said last', () => {
  const running = {
    ...without(ready, held),
    failure: undefined,
    run: runStateOf({ status: 'running', running: true }),
  }
  const silent: VmState = { ...running, link: { ...ready, busy: { command: 'query-status', since: 0 } } }
  expect([stateWord(running), stateLook(running).tone]).toEqual(['running', 'ok'])
  expect([stateWord(silent), stateNote(silent), stateLook(silent).tone]).toEqual([
    'not answering',
    'was running',
    'grey',
  ])
  expect(needRank(silent)).toBeLessThan(needRank(running))
})
