import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { completions } from './completions.ts'
import { indexSchema } from './schema-index.ts'

const recording = new URL('../qapi/recorded/qemu-7.2.json', import.meta.url)
const schema = indexSchema(JSON.parse(readFileSync(recording, 'utf8')))

test('any text at any cursor is completed within its bounds, and never throws', () => {
  const parts = fc.constantFrom(
    ...['{', '}', '[', ']', ':', ',', '"', "'", '\\', ' ', '.', '=', 'execute', '"execute"', 'blockdev-add'],
    ...[
      '"arguments"',
      'driver',
      '"driver"',
      'qcow2',
      '"qcow2"',
      'file',
      '__proto__',
      'constructor',
      '\u{1F600}',
    ],
  )
  const text = fc.array(parts, { maxLength: 25 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, fc.nat(200), (written, cursor) => {
      const at = Math.min(cursor, written.length)
      for (const { from, to } of completions(schema, written, cursor)) {
        expect(from >= 0 && from <= at && to >= at && to <= written.length).toBe(true)
      }
    }),
    { numRuns: 1500, seed: 4 },
  )
})

test('a very deep or very long text is not completed', () => {
  expect(completions(schema, '{"a":'.repeat(10_000), 50_000)).toEqual([])
  expect(completions(schema, ' '.repeat(70_000), 0)).toEqual([])
})
