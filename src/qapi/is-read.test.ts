import { expect, test } from 'vitest'
import { isRead } from './is-read.ts'
import type { ActName, ReadName } from './types.ts'

// The type of each list says the same as the test: a name in the wrong list does not compile.
const reads: ReadName[] = [
  'query-status',
  'query-rx-filter',
  'x-query-usb',
  'x-debug-query-block-graph',
  'qom-list',
  'qom-list-types',
  'qom-list-get',
  'qom-list-properties',
  'qom-get',
  'device-list-properties',
]
const acts: ActName[] = [
  'stop',
  'qom-set',
  'human-monitor-command',
  'ringbuf-read',
  'x-accel-stats',
  'balloon',
]

test.each(reads)('%s only looks', (name) => {
  expect(isRead(name)).toBe(true)
})

test.each([...acts, 'qmp_capabilities', 'getfd', 'qom-get-and-set', 'my-query-status', ''])(
  '%s may change something',
  (name) => {
    expect(isRead(name)).toBe(false)
  },
)
