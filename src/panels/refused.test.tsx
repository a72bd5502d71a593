import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Interrupted, Refused as Refusal, Unreachable } from '#qmp/errors.ts'
import { Refused } from './refused.tsx'

afterEach(cleanup)

const alert = () => screen.getByRole('alert').textContent

test('E-01: what QEMU refused stands in its own words, with the class', () => {
  render(<Refused error={new Refusal('qemu', 'DeviceNotFound', 'Device x not found', '')} />)
  expect(alert()).toBe('Device x not found DeviceNotFound')
})

test('what the dashboard refused is said to be the dashboard’s', () => {
  render(<Refused error={new Refusal('bridge', 'GenericError', 'It is read-only.', '')} />)
  expect(alert()).toBe('The dashboard refused: It is read-only.')
})

test('C-08: a command without an answer is not sent again', () => {
  render(<Refused error={new Interrupted('stop', true)} />)
  expect(alert()).toContain('It is not sent again')
})

test('a command for which there was no link is said not to be sent', () => {
  render(<Refused error={new Unreachable({ cause: 'unreachable', reason: 'there is no link' })} />)
  expect(alert()).toBe('Not sent: there is no link')
})

test('words of any length are folded', () => {
  render(<Refused error={new Refusal('qemu', 'GenericError', 'long '.repeat(2000), '')} />)
  expect(alert()?.length).toBeLessThan(400)
  expect(screen.getByRole('button', { name: 'Show all 10,000 characters' })).toBeTruthy()
})
