import { expect, test } from 'vitest'
import { memorySlots } from './memory-slots.ts'

// As QEMU 7.2 answers for `-m 256,slots=2,maxmem=1G`.
const memory = { size: 268435456, slots: 2, 'max-size': 1073741824 }
const summary = { 'base-memory': 268435456, 'plugged-memory': 0 }
const q35 = 'pc-q35-7.2-machine'

test('slots that no device takes are free', () => {
  expect(memorySlots(memory, q35, summary, 0)).toEqual({ free: 2, max: 1073741824 })
  expect(memorySlots(memory, 'virt-7.2-machine', summary, 1)).toEqual({ free: 1, max: 1073741824 })
})

test('a machine that was started without slots has none free', () => {
  expect(memorySlots({ size: 134217728 }, q35, summary, 0)).toEqual({ free: 0, max: undefined })
})

test.each(['raspi3b-machine', 'microvm-machine', 'isapc-machine', 'none-machine'])(
  '%s takes no DIMM, though it accepts slots=',
  (type) => {
    expect(memorySlots(memory, type, summary, 0)).toBeUndefined()
  },
)

test('a QEMU without memory devices, or before 7.1, does not tell of slots', () => {
  // riscv64 virt of QEMU 7.2
  expect(memorySlots(memory, 'virt-machine', { 'base-memory': 268435456 }, 0)).toBeUndefined()
  expect(memorySlots(undefined, q35, summary, 0)).toBeUndefined()
})
