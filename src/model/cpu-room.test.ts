import { expect, test } from 'vitest'
import { cpuRoom, freeCpuId } from './cpu-room.ts'

// As QEMU 7.2 answers query-machines, shortened.
const machines = [
  { name: 'pc-q35-7.2', alias: 'q35', 'cpu-max': 288, 'hotpluggable-cpus': true },
  { name: 'isapc', 'cpu-max': 1, 'hotpluggable-cpus': true },
  { name: 'microvm', 'cpu-max': 288, 'hotpluggable-cpus': false },
]

test('twice the vCPUs are advised, never fewer than there are', () => {
  expect(cpuRoom(machines, 'pc-q35-7.2', 4)).toEqual({ cpus: 4, max: 8 })
  expect(cpuRoom(machines, 'pc-q35-7.2', 200)).toEqual({ cpus: 200, max: 288 })
})

test('nothing is advised where the machine takes no more, or is not known', () => {
  expect(cpuRoom(machines, 'pc-q35-7.2', 288)).toBeUndefined()
  expect(cpuRoom(machines, 'isapc', 1)).toBeUndefined()
  expect(cpuRoom(machines, 'microvm', 1)).toBeUndefined()
  expect(cpuRoom(machines, 'virt-9.9', 1)).toBeUndefined()
  expect(cpuRoom(undefined, undefined, 1)).toBeUndefined()
})

test('the id of the next vCPU is one that no device has', () => {
  const named = (...names: string[]) => names.map((name) => ({ name, type: 'child<qemu64-x86_64-cpu>' }))
  expect(freeCpuId(named(), 2)).toBe('cpu2')
  expect(freeCpuId(named('cpu2', 'cpu3'), 2)).toBe('cpu4')
})
