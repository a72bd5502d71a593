import { expect, it } from 'vitest'
import { cpuModel, cpuTopology } from './cpu-topology.ts'

const place = (socket: number, core: number, thread: number) => ({
  props: { 'socket-id': socket, 'die-id': 0, 'core-id': core, 'thread-id': thread },
  type: 'qemu64-x86_64-cpu',
  'vcpus-count': 1,
})

it('counts each level within the one above, and leaves out unusual levels with one member', () => {
  const places = [0, 1].flatMap((socket) =>
    [0, 1].flatMap((core) => [place(socket, core, 0), place(socket, core, 1)]),
  )
  expect(cpuTopology(places)).toEqual({
    words: '2 sockets × 2 cores × 2 threads',
    room: 8,
    model: 'qemu64',
  })
  expect(cpuTopology([place(0, 0, 0)]).words).toBe('1 socket × 1 core × 1 thread')
})

it('is unknown for a machine that does not report it', () => {
  expect(cpuTopology(undefined)).toEqual({ words: undefined, room: undefined, model: undefined })
})

it('names the model as -cpu does', () => {
  expect(cpuModel('Skylake-Server-v4-x86_64-cpu')).toBe('Skylake-Server-v4')
  expect(cpuModel('cortex-a72-arm-cpu')).toBe('cortex-a72')
  expect(cpuModel('host-x86_64-cpu')).toBe('host')
  expect(cpuModel(undefined)).toBeUndefined()
})

it('counts the threads of a core that is plugged in as a whole', () => {
  const core = (id: number) => ({
    props: { 'core-id': id },
    type: 'power9_v2.0-spapr-cpu-core',
    'vcpus-count': 8,
  })
  expect(cpuTopology([core(0), core(8), core(16)])).toEqual({
    words: '3 cores × 8 threads',
    room: 24,
    model: 'power9_v2.0',
  })
})
