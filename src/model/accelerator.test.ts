import { expect, test } from 'vitest'
import { acceleratorOf } from './accelerator.ts'

/** As `qom-list-types` answers for `accel`. */
const builtIn = (...names: string[]) =>
  ['accel', ...names.map((name) => `${name}-accel`)].map((name) => ({ name }))

test('query-accelerators names what runs the guest', () => {
  expect(acceleratorOf({ enabled: 'kvm', present: ['kvm', 'tcg'] }, undefined)).toMatchObject({
    name: 'KVM',
    hint: undefined,
  })
  expect(acceleratorOf({ enabled: 'hvf', present: ['hvf'] }, undefined).name).toBe('HVF')
  expect(acceleratorOf({ enabled: 'gunyah' }, undefined).name).toBe('gunyah')
})

test('KVM that is built in but off is worth a hint', () => {
  const told = acceleratorOf({ enabled: 'tcg', present: ['kvm', 'tcg'] }, undefined)
  expect(told.words).toBe('TCG, KVM is built in but off')
  expect(told.hint).toContain('-accel kvm')
  expect(told.couldUseKvm).toBe(true)
  expect(acceleratorOf(undefined, { enabled: false, present: true }, builtIn('tcg', 'kvm'))).toEqual(told)
})

test('query-kvm is used where QEMU has nothing newer', () => {
  expect(acceleratorOf(undefined, { enabled: true, present: true }).words).toBe('KVM')
  expect(acceleratorOf(undefined, { enabled: false, present: false }, builtIn('tcg', 'qtest')).words).toBe(
    'TCG, no KVM',
  )
})

test('without an answer the accelerator is unknown', () => {
  expect(acceleratorOf(undefined, undefined)).toMatchObject({ name: 'unknown', hint: undefined })
  expect(acceleratorOf({}, {})).toMatchObject({ name: 'unknown' })
})

test.each(['hvf', 'whpx', 'xen', 'nvmm'])(
  'what is not KVM may be %s where that is built in beside TCG',
  (other) => {
    const told = acceleratorOf(undefined, { enabled: false, present: false }, builtIn('tcg', other))
    expect(told).toEqual({ name: 'unknown', words: 'not KVM', hint: undefined, couldUseKvm: false })
  },
)

test('what is not KVM is not guessed where QEMU does not list its accelerators', () => {
  expect(acceleratorOf(undefined, { enabled: false, present: false })).toMatchObject({
    words: 'not KVM',
    hint: undefined,
  })
})

test('what is not KVM is named where QEMU has one other accelerator', () => {
  expect(acceleratorOf(undefined, { enabled: false, present: false }, builtIn('hvf')).words).toBe('HVF')
})
