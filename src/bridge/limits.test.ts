import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { limits } from './limits.ts'
import { defaultStreamPatience, streamSocketLimits } from './streams/stream-limits.ts'

interface Row {
  name: string
  /** Of streams only, where the same name means another limit elsewhere. */
  ofStreams: boolean
  /** As the table writes it: `3 s`. */
  value: string
  tests: readonly string[]
}

const rows = tableOfLimits()
const switches = ['perMessageDeflate', 'skipUTF8Validation']

test.each([
  ...new Set([limits, defaultStreamPatience, streamSocketLimits].flatMap((group) => Object.keys(group))),
])('the table of limits has a row for %s', (name) => {
  expect(switches.includes(name) || rows.some((row) => row.name === name)).toBe(true)
})

test.each(rows)('the value of $name is $value, as the table says', ({ name, ofStreams, value }) => {
  const own: Readonly<Record<string, number | boolean>> = limits
  const streams: Readonly<Record<string, number | boolean>> = {
    ...streamSocketLimits,
    ...defaultStreamPatience,
  }
  const real = ofStreams ? streams[name] : (own[name] ?? streams[name])
  // A stream's message has a few bytes of framing beside its payload.
  expect(name === 'maxPayload' ? Number(real) - 64 : real).toBe(inUnits(value))
})

test.each(rows)('a test of $name uses it', ({ name, tests }) => {
  expect(tests.filter((path) => mentions(code(path), name))).not.toEqual([])
})

/** The rows of README.md, one for each limit they name. */
function tableOfLimits(): Row[] {
  const readme = readFileSync('src/bridge/README.md', 'utf8')
  return readme.split('\n').flatMap((line) => {
    const [, what = '', values = '', , files = ''] = line.split('|')
    const names = [...what.matchAll(/`(\w+)`(?=[:,]| of a stream)/g)].map(([, name = '']) => name)
    const tests = [...files.matchAll(/`([\w/-]+\.test\.ts)`/g)].map(([, path]) => `src/bridge/${path}`)
    const each = values.trim().split(', ')
    return names.map((name, at) => ({
      name,
      ofStreams: what.includes('` of a stream'),
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
