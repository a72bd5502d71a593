import { expect, test } from 'vitest'
import { parseTarget } from './command-line/address.ts'
import { nameTargets } from './targets.ts'

function idsOf(...args: string[]): string[] {
  return nameTargets(args.map(parseTarget)).map(({ id }) => id)
}

test('an ID is a slug of the name, else of the address', () => {
  expect(idsOf('Web 01=demo', 'tcp:localhost:4444', '/run/vm1/qmp.sock', 'demo', 'demo:io-error')).toEqual([
    'web-01',
    'localhost-4444',
    'run-vm1-qmp-sock',
    'demo',
    'demo-io-error',
  ])
})

test('a taken ID gets a number, the same for the same arguments', () => {
  const args = ['demo', 'demo', 'demo-2=demo', 'DEMO=tcp::1']
  expect(idsOf(...args)).toEqual(['demo', 'demo-2', 'demo-2-2', 'demo-3'])
  expect(idsOf(...args)).toEqual(idsOf(...args))
})

test('every ID fits its pattern, however strange the address', () => {
  const ids = idsOf(`/${'deep/'.repeat(19)}qmp.sock`, `/${'deep/'.repeat(19)}qmp.sock`, '///', '/ä')
  for (const id of ids) expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/)
  expect(new Set(ids).size).toBe(ids.length)
})
