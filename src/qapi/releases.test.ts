import { expect, test } from 'vitest'
import { withReleases } from './releases.ts'

test.each([
  ['query-cpus-fast', 'query-cpus-fast (QEMU 2.12 and newer)'],
  ['query-cpus', 'query-cpus (before QEMU 6.0)'],
  ['query-events', 'query-events (QEMU 1.2 and newer, before QEMU 6.0)'],
  ['query-kvm', 'query-kvm'],
  ['stop', 'stop'],
  ['constructor', 'constructor'],
])('%s is named with the QEMUs that have it', (command, words) => {
  expect(withReleases(command)).toBe(words)
})
