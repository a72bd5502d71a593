import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scenarioNames } from '#sim/scenarios.ts'
import { help, optionTable } from './option-table.ts'

const usages = Object.entries(optionTable).map(
  ([name, option]) => `--${name}${'value' in option ? ` ${option.value}` : ''}`,
)

test('--help prints every option with its value, in lines that fit a terminal', () => {
  const lines = help(scenarioNames).split('\n')
  for (const usage of usages) expect(lines.filter((line) => line.startsWith(`  ${usage} `))).toHaveLength(1)
  expect(lines.filter((line) => line.length > 100)).toEqual([])
})

test('--help names every scenario, and an address, a name and a way from another machine by example', () => {
  const text = help(scenarioNames)
  const named = text.slice(text.indexOf('\nScenarios\n')).split(/\s+/)
  for (const name of scenarioNames) expect(named).toContain(name)
  const examples = [
    'web-01=tcp:localhost:4444',
    '-qmp unix:/run/vm1.qmp,',
    '--token-file',
    'ssh -L',
    '--public-url',
  ]
  for (const example of examples) expect(text.slice(text.indexOf('\nExamples\n'))).toContain(example)
})

test('README’s table of options has the same options, with the same values', () => {
  const readme = readFileSync('README.md', 'utf8')
  const table = readme.slice(readme.indexOf('### Options'), readme.indexOf('## Security'))
  const firstCells = [...table.matchAll(/^\| `(--[^|]*)` \|/gm)].map(([, cell = '']) => cell)
  expect(firstCells.flatMap((cell) => cell.match(/--[a-z-]+(?: [A-Z]+)?/g) ?? [])).toEqual(usages)
})
