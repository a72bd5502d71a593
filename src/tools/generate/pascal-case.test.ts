import { expect, test } from 'vitest'
import { pascalCase } from './pascal-case.ts'

test.each([
  ['query-block', 'QueryBlock'],
  ['BLOCK_IO_ERROR', 'BlockIoError'],
  ['tray_open', 'TrayOpen'],
  ['x86_64', 'X8664'],
  ['x509_dname', 'X509Dname'],
])('%s is written %s', (name, written) => {
  expect(pascalCase(name)).toBe(written)
})
