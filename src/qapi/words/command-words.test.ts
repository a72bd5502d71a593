import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { SchemaInfo } from '../names.ts'
import { describeCommand } from './command-words.ts'

test.each(['qemu-7.2', 'qemu-10.0', 'supplement'])('every command of %s has its line', (recording) => {
  const text = readFileSync(new URL(`../recorded/${recording}.json`, import.meta.url), 'utf8')
  const entries: SchemaInfo[] = JSON.parse(text)
  for (const { name } of entries.filter((entry) => entry['meta-type'] === 'command')) {
    expect(describeCommand(name), name).toMatch(/^[A-Z].{3,69}[^.]$/)
  }
})

test('a command that nobody here knows has none', () => {
  expect(describeCommand('query-something-new')).toBeUndefined()
  expect(describeCommand('constructor')).toBeUndefined()
})
