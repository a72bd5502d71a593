import { expect, test } from 'vitest'
import { acceleratorOf } from './accelerator.ts'

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
  expect(acceleratorOf(undefined, { enabled: false, present: true })).toEqual(told)
})

test('query-kvm serves where QEMU has nothing newer', () => {
  expect(acceleratorOf(undefined, { enabled: true, present: true }).words).toBe('KVM')
  expect(acceleratorOf(undefined, { enabled: false, present: false }).words).toBe('TCG, no KVM')
})

test('without an answer nothing is claimed', () => {
  expect(acceleratorOf(undefined, undefined)).toMatchObject({ name: 'unknown', hint: undefined })
  expect(acceleratorOf({}, {})).toMatchObject({ name: 'unknown' })
})
