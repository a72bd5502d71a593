import { expect, test } from 'vitest'
import { changeMedium, ejectMedium, moveTray } from './block-device-acts.ts'

const modern = { address: { id: 'cd0' }, device: undefined }
const old = { address: { device: 'ide1-cd0' }, device: 'ide1-cd0' }
const nameless = { address: undefined, device: undefined }

test('a drive is named by qdev id, and by its backend before 2.8', () => {
  expect(ejectMedium(modern)).toEqual({ command: 'eject', arguments: { id: 'cd0' } })
  expect(ejectMedium(old, true)).toEqual({ command: 'eject', arguments: { device: 'ide1-cd0', force: true } })
})

test('the tray moves both ways', () => {
  expect(moveTray(modern, 'open')).toEqual({ command: 'blockdev-open-tray', arguments: { id: 'cd0' } })
  expect(moveTray(modern, 'closed')).toEqual({ command: 'blockdev-close-tray', arguments: { id: 'cd0' } })
})

test('a medium is changed by blockdev-change-medium with its access', () => {
  const command = 'blockdev-change-medium'
  expect(changeMedium(modern, { filename: '/a.iso', format: 'raw', readOnly: true }, command)).toEqual({
    command: 'blockdev-change-medium',
    arguments: { id: 'cd0', filename: '/a.iso', format: 'raw', 'read-only-mode': 'read-only' },
  })
  expect(changeMedium(modern, { filename: '/a.iso' }, command)?.arguments).toEqual({
    id: 'cd0',
    filename: '/a.iso',
  })
})

test('a medium is changed by change before 2.5', () => {
  expect(changeMedium(old, { filename: '/a.iso', format: 'raw' }, 'change')).toEqual({
    command: 'change',
    arguments: { device: 'ide1-cd0', target: '/a.iso', arg: 'raw' },
  })
})

test('what no command can name gets no command', () => {
  expect(ejectMedium(nameless)).toBeUndefined()
  expect(moveTray(nameless, 'open')).toBeUndefined()
  expect(changeMedium(nameless, { filename: 'a' }, 'change')).toBeUndefined()
  expect(changeMedium(nameless, { filename: 'a' }, 'blockdev-change-medium')).toBeUndefined()
})
