import { expect, test } from 'vitest'
import { Interrupted, Refused, Unreachable } from '#qmp/errors.ts'
import { refusalWords } from './refusal-words.ts'

test('E-01: what QEMU refused is in its own words, with the class', () => {
  expect(refusalWords(new Refused('qemu', 'DeviceNotFound', 'Device x not found', ''))).toEqual({
    whose: undefined,
    said: 'Device x not found',
    errorClass: 'DeviceNotFound',
    advice: undefined,
  })
})

test('what the dashboard refused is said to be the dashboard’s, without a class of QEMU’s', () => {
  const words = refusalWords(new Refused('bridge', 'GenericError', 'It is read-only.', ''))
  expect(words).toMatchObject({ whose: 'The dashboard refused:', said: 'It is read-only.' })
  expect(words.errorClass).toBeUndefined()
})

test('C-08: a command without an answer is not sent again', () => {
  expect(refusalWords(new Interrupted('stop', true)).advice).toContain('It is not sent again')
  expect(refusalWords(new Interrupted('stop', false)).advice).toBeUndefined()
})

test('a command for which there was no link is said not to be sent', () => {
  const words = refusalWords(new Unreachable({ cause: 'unreachable', reason: 'there is no link' }))
  expect(words).toMatchObject({ whose: 'Not sent:', said: 'there is no link' })
})
