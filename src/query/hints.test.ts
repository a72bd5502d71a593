import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { followHints } from './hints.ts'
import type { Invalidator } from './invalidator.ts'
import { readKey } from './read-key.ts'

function start() {
  const client = new QueryClient()
  const old: string[] = []
  const answer = (command: Parameters<typeof readKey>[1], value: unknown, args?: unknown) =>
    client.setQueryData(readKey('vm', command, args), value)
  const invalidator: Pick<Invalidator, 'becameOld' | 'stateChanged'> = {
    becameOld: (vm, stale) => old.push(`${vm}: ${stale.join(' ')}`),
    stateChanged: (vm) => old.push(`${vm}: refused`),
  }
  return { client, old, answer, follow: () => followHints(client, invalidator) }
}

const path = '/machine/peripheral'

it('a device that comes or goes makes old what devices change', () => {
  const { old, answer, follow } = start()
  answer('qom-list', [{ name: 'nic0', type: 'child<e1000>' }], { path })
  follow()
  answer('qom-list', [{ name: 'nic0', type: 'child<e1000>' }], { path })
  expect(old).toEqual([])
  answer('qom-list', [{ name: 'nic0' }, { name: 'dimm1' }], { path })
  expect(old).toEqual([expect.stringMatching(/query-pci.*query-memory-size-summary/)])
})

it('a disk or a node that the list of disks did not have makes that list old, counters do not', () => {
  const { old, answer, follow } = start()
  follow()
  const disk = { 'node-name': 'disk', qdev: 'vda', stats: { wr_bytes: 1 } }
  answer('query-blockstats', [disk])
  answer('query-blockstats', [{ ...disk, stats: { wr_bytes: 2 } }])
  expect(old).toEqual([])
  answer('query-blockstats', [{ ...disk, 'node-name': 'overlay' }])
  answer('query-blockstats', [{ ...disk, 'node-name': 'overlay' }, { qdev: 'sdb' }])
  expect(old).toEqual([expect.stringContaining('query-block '), expect.stringContaining('query-block ')])
})

it('a new state makes old what was refused, and the end of a migration the state', () => {
  const { old, answer, follow } = start()
  follow()
  answer('query-status', { status: 'prelaunch' })
  answer('query-status', { status: 'running' })
  answer('query-migrate', {})
  answer('query-migrate', { status: 'active' })
  expect(old).toEqual(['vm: refused', 'vm: query-status'])
})
