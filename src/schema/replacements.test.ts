import { expect, test } from 'vitest'
import { firstAvailable, replacements } from './replacements.ts'

const qemu = (...commands: string[]) => commands.includes.bind(commands)

test('the newest way that this QEMU has is taken', () => {
  const ways = replacements['query-cpus-fast']
  expect(firstAvailable(ways, qemu('query-cpus', 'query-cpus-fast'))).toBe('query-cpus-fast')
  expect(firstAvailable(ways, qemu('query-cpus'))).toBe('query-cpus')
  expect(firstAvailable(ways, qemu())).toBeUndefined()
})

test.each(Object.entries(replacements))('%s comes first among its own ways', (name, ways) => {
  expect(ways[0]).toBe(name)
})
