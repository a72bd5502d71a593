import { existsSync, readFileSync } from 'node:fs'
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

test('README’s table of limits names nothing that is no limit, and tests that exist', () => {
  const names = [...table.matchAll(/`(\w+)`(?=[:,]| of a stream)/g)].map(([, name = '']) => name)
  const known = { ...limits, ...defaultStreamPatience, ...streamSocketLimits }
  expect(names.filter((name) => !(name in known))).toEqual([])
  const tests = [...table.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path]) => `src/bridge/${path}`)
  expect(tests.filter((path) => !existsSync(path))).toEqual([])
})
