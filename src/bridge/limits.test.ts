import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { defaultStreamPatience, streamSocketLimits } from './streams/stream-limits.ts'

const readme = readFileSync('README.md', 'utf8')
const table = readme.slice(readme.indexOf('### Limits'), readme.indexOf('## How it works'))
const switches = ['perMessageDeflate', 'skipUTF8Validation']

test.each([
  ...new Set([limits, defaultStreamPatience, streamSocketLimits].flatMap((group) => Object.keys(group))),
])('README’s table of limits names %s', (name) => {
  expect(switches.includes(name) || table.includes(`\`${name}\``)).toBe(true)
})

/** The limits of each row, and its tests. */
const rows = table.split('\n').flatMap((row) => {
  const names = [...row.matchAll(/`(\w+)`(?=[:,]| of a stream)/g)].map(([, name = '']) => name)
  const tests = [...row.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path]) => `src/bridge/${path}`)
  return names.map((name) => ({ name, tests }))
})

test('README’s table of limits names nothing that is no limit', () => {
  const known = { ...limits, ...defaultStreamPatience, ...streamSocketLimits }
  expect(rows.filter(({ name }) => !(name in known))).toEqual([])
})

// What a test means by a number is for its reader to judge; one that knows the name at least follows when that goes.
test.each(rows)('the tests that README names for $name know of it', ({ name, tests }) => {
  const isNamed = new RegExp(`\\b${name}\\b`)
  expect(tests.filter((path) => isNamed.test(readFileSync(path, 'utf8')))).not.toEqual([])
})
