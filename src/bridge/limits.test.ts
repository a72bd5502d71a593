import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultLimits } from './limits.ts'

interface Row {
  name: string
  /** As the table writes it: `3 s`. */
  value: string
  tests: readonly string[]
}

const rows = tableOfLimits()

test.each(Object.keys(defaultLimits))('the table of limits has a row for %s', (name) => {
  expect(rows.map((row) => row.name)).toContain(name)
})

test.each(rows)('the value of $name is $value, as the table says', ({ name, value }) => {
  const real = (defaultLimits as Readonly<Record<string, number>>)[name]
  // A stream's message has a few bytes of framing beside its payload.
  expect(name === 'streamMessageBytes' ? Number(real) - 64 : real).toBe(inUnits(value))
})

test.each(rows)('a test of $name uses it', ({ name, tests }) => {
  expect(tests.filter((path) => mentions(code(path), name))).not.toEqual([])
})

/** The rows of README.md, one for each limit they name. */
function tableOfLimits(): Row[] {
  const readme = readFileSync('src/bridge/README.md', 'utf8')
  return readme.split('\n').flatMap((line) => {
    const [, what = '', values = '', , files = ''] = line.split('|')
    const names = [...what.matchAll(/`(\w+)`(?=[:,])/g)].map(([, name = '']) => name)
    const tests = [...files.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path]) => `src/bridge/${path}`)
    const each = values.trim().split(', ')
    return names.map((name, at) => ({
      name,
      value: each[at] ?? '',
      tests,
    }))
  })
}

/** `3 s` in milliseconds, `16 MiB` in bytes, `4,096` as it is. */
function inUnits(text: string): number {
  const [, digits = '', unit = ''] = /^([\d,]+)(?: (\w+))?$/.exec(text) ?? []
  const factor: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1000, KiB: 1024, MiB: 1024 * 1024 }
  return Number(digits.replaceAll(',', '')) * (factor[unit] ?? Number.NaN)
}

/** A test without its comments. */
function code(path: string): string {
  return readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text)
}
