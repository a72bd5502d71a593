import { expect, test } from 'vitest'
import { cpuRows, freeCpuSlots, oldCpuRows } from './cpus.ts'

const place = (core: number) => ({ 'core-id': core, 'node-id': 0, 'socket-id': 0, 'thread-id': 0 })

test('a vCPU has its thread and its place, from socket to thread', () => {
  const cpu = {
    'cpu-index': 1,
    props: place(1),
    'qom-path': '/machine/unattached/device[2]',
    target: 'x86_64' as const,
    'thread-id': 28963,
  }
  expect(cpuRows([cpu])).toEqual([
    {
      index: 1,
      threadId: 28963,
      place: 'socket 0 core 1 thread 0',
      numaNode: 0,
      path: '/machine/unattached/device[2]',
      halted: undefined,
    },
  ])
})

test('the old query-cpus reports whether a vCPU is halted', () => {
  const rows = oldCpuRows([{ CPU: 0, current: true, halted: false, pc: 2n ** 64n - 16n, thread_id: 7 }, {}])
  expect(rows.map(({ index, threadId, halted, place }) => [index, threadId, halted, place])).toEqual([
    [0, 7, false, ''],
    [1, undefined, undefined, ''],
  ])
})

test('free slots are the ones without a vCPU, the next to fill first', () => {
  const slot = { type: 'qemu64-x86_64-cpu', 'vcpus-count': 1 }
  const slots = freeCpuSlots([
    { ...slot, props: place(3) },
    { ...slot, props: place(2) },
    { ...slot, props: place(1), 'qom-path': '/machine/unattached/device[2]' },
  ])
  expect(slots.map(({ type, count, place, props }) => [type, count, place, props])).toEqual([
    ['qemu64-x86_64-cpu', 1, 'socket 0 core 2 thread 0', place(2)],
    ['qemu64-x86_64-cpu', 1, 'socket 0 core 3 thread 0', place(3)],
  ])
})

test('without an answer there are no rows', () => {
  expect([cpuRows(undefined), oldCpuRows(undefined), freeCpuSlots(undefined)]).toEqual([[], [], []])
})

test('vCPUs are sorted by number, wherever QEMU lists a hot-plugged one', () => {
  const rows = cpuRows([0, 3, 1].map((index) => ({ 'cpu-index': index })))
  expect(rows.map(({ index }) => index)).toEqual([0, 1, 3])
})
