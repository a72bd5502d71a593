import { expect, test } from 'vitest'
import { runStateOf } from './run-state.ts'

test.each([
  ['running', 'ok', 'play'],
  ['paused', 'warn', 'pause'],
  ['prelaunch', 'warn', 'pause'],
  ['preconfig', 'warn', 'pause'],
  ['debug', 'warn', 'pause'],
  ['suspended', 'off', 'pause'],
  ['shutdown', 'off', 'off'],
  ['postmigrate', 'off', 'off'],
  ['io-error', 'bad', 'alert'],
  ['internal-error', 'bad', 'alert'],
  ['watchdog', 'bad', 'alert'],
  ['guest-panicked', 'bad', 'alert'],
  ['inmigrate', 'transit', 'spin'],
  ['finish-migrate', 'transit', 'spin'],
  ['save-vm', 'transit', 'spin'],
  ['restore-vm', 'transit', 'spin'],
  ['colo', 'transit', 'spin'],
])('L-01: %s keeps its word and is %s, %s', (status, tone, icon) => {
  expect(runStateOf({ running: status === 'running', status })).toMatchObject({ word: status, tone, icon })
})

test('what QEMU paused says so', () => {
  expect(runStateOf({ running: false, status: 'io-error' }).aside).toBe('paused by QEMU')
})

test('a state of a newer QEMU keeps its word and is marked as unknown', () => {
  const state = runStateOf({ running: false, status: 'hibernating' })
  expect(state).toMatchObject({ word: 'hibernating', tone: 'unknown', icon: 'unknown' })
  expect(state.sentence).toContain('"hibernating"')
})

test('a property name of every object is not a known state', () => {
  expect(runStateOf({ running: false, status: 'constructor' }).tone).toBe('unknown')
})

test('L-01: QEMU before 1.0 reports only whether the VM runs', () => {
  expect(runStateOf({ running: true, singlestep: false })).toMatchObject({ word: 'running', tone: 'ok' })
  expect(runStateOf({ running: false })).toMatchObject({ word: 'paused', tone: 'warn', by: 'unknown' })
})

test('no answer is unknown, not paused', () => {
  expect(runStateOf(undefined)).toMatchObject({ word: 'unknown', tone: 'unknown' })
  expect(runStateOf({})).toMatchObject({ word: 'unknown', tone: 'unknown' })
})

test('a pause names no one: QMP does not report who paused the VM', () => {
  expect(runStateOf({ running: false, status: 'paused' }).sentence).toMatch(/^The VM was paused with stop\./)
})

test('L-04: a QEMU that was started with --preconfig is told apart from one with -S', () => {
  const status = { running: false, status: 'prelaunch' } as const
  const refusal =
    "The command 'query-current-machine' is permitted only after machine initialization has completed"
  expect(runStateOf(status, refusal).word).toBe('preconfig')
  expect(runStateOf(status, 'Not allowed').word).toBe('prelaunch')
  expect(runStateOf({ running: false, status: 'paused' }, refusal).word).toBe('paused')
})
