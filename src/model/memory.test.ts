import { expect, test } from 'vitest'
import { memoryBackendRows, memoryDeviceRows, memorySize } from './memory.ts'

test('the total is the memory at start plus what was plugged in', () => {
  const summary = { 'base-memory': 536870912, 'plugged-memory': 134217728 }
  expect(memorySize(summary, { actual: 419430400 })).toEqual({
    total: 671088640,
    plugged: 134217728,
    balloon: 419430400,
  })
})

test('without memory hot-plug there is no plugged memory, and without a balloon no size of it', () => {
  expect(memorySize({ 'base-memory': 1024 }, undefined)).toEqual({
    total: 1024,
    plugged: undefined,
    balloon: undefined,
  })
  expect(memorySize(undefined, undefined).total).toBeUndefined()
  expect(memorySize({ 'base-memory': 2n ** 60n, 'plugged-memory': 1 }, {}).total).toBe(2n ** 60n + 1n)
})

test('memory devices of all kinds are rows, also unknown ones', () => {
  const dimm = {
    type: 'dimm' as const,
    data: {
      id: 'dimm1',
      addr: 4294967296,
      size: 134217728,
      slot: 0,
      node: 0,
      memdev: '/objects/mem1',
      hotplugged: true,
      hotpluggable: true,
    },
  }
  const rows = memoryDeviceRows([dimm, { type: '(unlisted)' }, {}])
  expect(rows.map(({ id, kind, size, slot, hotplugged }) => [id, kind, size, slot, hotplugged])).toEqual([
    ['dimm1', 'dimm', 134217728, 0, true],
    [undefined, '(unlisted)', undefined, undefined, undefined],
    [undefined, 'unknown', undefined, undefined, undefined],
  ])
})

test('a backend lists the flags that are set', () => {
  const backend = {
    dump: true,
    'host-nodes': [0, 1],
    id: 'pc.ram',
    merge: true,
    policy: 'bind',
    prealloc: false,
    reserve: true,
    share: false,
    size: 536870912,
  }
  expect(memoryBackendRows([backend, {}])).toEqual([
    {
      id: 'pc.ram',
      size: 536870912,
      flags: ['merge', 'dump', 'reserve'],
      policy: 'bind',
      hostNodes: [0, 1],
    },
    { id: undefined, size: undefined, flags: [], policy: undefined, hostNodes: [] },
  ])
})
