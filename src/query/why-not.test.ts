import { expect, test } from 'vitest'
import { type Access, onlyLooking, whyNot } from './why-not.ts'

const fine: Access = { role: 'operator', isReady: true, commands: undefined }
const having = (...names: string[]) => ({ names, has: (name: string) => names.includes(name) })

test('without a link nothing is possible', () => {
  expect(whyNot('stop', fine)).toBeUndefined()
  expect(whyNot('stop', { ...fine, isReady: false })).toBe('Not connected to QEMU.')
})

test('a viewer may not act, whatever else is in the way', () => {
  expect(whyNot('stop', { ...fine, role: 'viewer' })).toBe(onlyLooking)
  expect(whyNot('stop', { role: 'viewer', isReady: false, commands: having() })).toBe(onlyLooking)
})

test('C-12: a command that this QEMU lacks is named, with what would do the same', () => {
  const old = { ...fine, commands: having('stop') }
  expect(whyNot('stop', old)).toBeUndefined()
  expect(whyNot('system_wakeup', old)).toBe('This QEMU has no system_wakeup (QEMU 1.1 and newer).')
  expect(whyNot('blockdev-change-medium', old)).toContain('neither blockdev-change-medium')
})
