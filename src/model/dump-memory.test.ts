import { expect, test } from 'vitest'
import { dumpMemory } from './dump-memory.ts'

test('the memory goes to a file, in the background where QEMU can', () => {
  expect(dumpMemory('/var/tmp/a b.elf', true)).toMatchObject({
    arguments: { paging: false, protocol: 'file:/var/tmp/a b.elf', detach: true },
    whyNot: undefined,
  })
  expect(dumpMemory('/var/tmp/x', false).arguments).toEqual({ paging: false, protocol: 'file:/var/tmp/x' })
})

test.each(['', 'dump.elf', '/', '/var/tmp/'])('%j is not the whole path of a file', (path) => {
  expect(dumpMemory(path, true).whyNot).toBe('Give the whole path of a file, from /.')
})
