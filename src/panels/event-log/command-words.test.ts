import { expect, it } from 'vitest'
import type { CommandOutcome } from '#query/event-log.ts'
import { textOfCommand, toneOfCommand, whoOfCommand } from './command-words.ts'

function command(outcome: CommandOutcome, more: { args?: unknown; by?: 'operator' } = {}) {
  return { kind: 'command', seq: 0, vm: 'v', at: 0, name: 'stop', args: undefined, ...more, outcome } as const
}

const refusal = { state: 'refused', words: 'no room' } as const

it('says who asked and what came of it', () => {
  expect(whoOfCommand(command({ state: 'asked' }))).toBe('you · waiting')
  expect(whoOfCommand(command({ state: 'done', ms: 4.4 }))).toBe('you · 4 ms')
  expect(whoOfCommand(command({ ...refusal, ms: 2 }))).toBe('you · refused, 2 ms')
  expect(whoOfCommand(command({ state: 'unknown', words: '' }))).toBe('you · outcome unknown')
  expect(whoOfCommand(command({ state: 'not-sent', words: '' }))).toBe('you · not sent')
  expect(whoOfCommand(command({ state: 'done' }, { by: 'operator' }))).toBe('an operator')
  expect(whoOfCommand(command(refusal, { by: 'operator' }))).toBe('an operator · refused')
})

it('tells the commands of this page from those of others by their tone, but not what went wrong', () => {
  expect(toneOfCommand(command({ state: 'done' }))).toBe('accent')
  expect(toneOfCommand(command({ state: 'done' }, { by: 'operator' }))).toBe('grey')
  expect(toneOfCommand(command(refusal, { by: 'operator' }))).toBe('bad')
})

it('gives arguments digit by digit, then the words of QEMU', () => {
  expect(textOfCommand(command(refusal, { args: { value: 2n ** 64n } }))).toBe(
    '{"value":"18446744073709551616"} no room',
  )
  expect(textOfCommand(command({ state: 'done' }))).toBe('{}')
})

it('claims nothing about arguments of others that it was not told', () => {
  expect(textOfCommand(command({ state: 'done' }, { by: 'operator' }))).toBe('')
  expect(textOfCommand(command(refusal, { by: 'operator' }))).toBe('no room')
})
