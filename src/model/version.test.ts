import { expect, test } from 'vitest'
import { isAtLeast, versionOf } from './version.ts'

const triple = (major: number, minor: number, micro: number) => ({
  qemu: { major, minor, micro },
  package: '',
})

test.each([
  [triple(10, 0, 13), '10.0.13', 'release'],
  [triple(11, 0, 92), '11.1.0-rc2', 'candidate'],
  [triple(10, 2, 90), '11.0.0-rc0', 'candidate'],
  [triple(2, 11, 90), '2.12.0-rc0', 'candidate'],
  [triple(2, 12, 91), '3.0.0-rc1', 'candidate'],
  [triple(11, 0, 50), '11.0.50', 'development'],
] as const)('P-11: %j is %s, a %s', (answer, label, stage) => {
  expect(versionOf(answer)).toMatchObject({ label, stage })
})

test('P-02, P-03: versions sent as text are understood', () => {
  expect(versionOf({ qemu: '0.12.50', package: '' }).label).toBe('0.12.50')
  expect(versionOf('0.11.50')).toMatchObject({ label: '0.11.50', stage: 'development' })
})

test('the package is shown without the brackets of older releases', () => {
  expect(versionOf({ ...triple(7, 2, 22), package: 'Debian 1:7.2+dfsg-7' }).package).toBe(
    'Debian 1:7.2+dfsg-7',
  )
  expect(versionOf({ ...triple(1, 1, 2), package: ' (qemu-kvm-1.1.2)' }).package).toBe('qemu-kvm-1.1.2')
  expect(versionOf(triple(7, 2, 22)).package).toBeUndefined()
})

test('a malformed version is shown as it is, a missing one as unknown', () => {
  expect(versionOf({ qemu: 'next' })).toMatchObject({ label: 'next', stage: 'unknown' })
  expect(versionOf(undefined)).toMatchObject({ label: 'unknown', stage: 'unknown' })
  expect(versionOf({})).toMatchObject({ label: 'unknown' })
})

test('a version is compared by its numbers', () => {
  const at = (major: number, minor: number) => isAtLeast({ qemu: { major, minor, micro: 0 } }, 2, 10)
  expect([at(2, 9), at(2, 10), at(2, 11), at(10, 0), at(1, 11)]).toEqual([false, true, true, true, false])
  expect(isAtLeast({ qemu: 'unknown' } as never, 2, 10)).toBeUndefined()
  expect(isAtLeast(undefined, 2, 10)).toBeUndefined()
})
