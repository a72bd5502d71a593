import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { indexSchema, type SchemaIndex } from './schema-index.ts'

const recordings = ['qemu-7.2', 'qemu-10.0', 'supplement']

function entriesOf(recording: string): SchemaInfo[] {
  return JSON.parse(readFileSync(new URL(`../qapi/recorded/${recording}.json`, import.meta.url), 'utf8'))
}

/** The names of types that cannot be found on any way from a type. */
function unresolved(schema: SchemaIndex, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return []
  seen.add(name)
  const type = schema.type(name)
  return type ? namesIn(type).flatMap((next) => unresolved(schema, next, seen)) : [name]
}

function namesIn(type: SchemaInfo): string[] {
  switch (type['meta-type']) {
    case 'object':
      return [...type.members, ...(type.variants ?? [])].map((part) => part.type)
    case 'alternate':
      return type.members.map((branch) => branch.type)
    case 'array':
      return [type['element-type']]
    default:
      return []
  }
}

describe.each(recordings)('the schema of %s', (recording) => {
  const entries = entriesOf(recording)
  const schema = indexSchema(entries)
  const commands = entries.filter((entry) => entry['meta-type'] === 'command')

  test('I-01, I-03, I-06: resolves what every command takes and returns, and every event brings, however deep', () => {
    for (const entry of entries) {
      const { name } = entry
      if (entry['meta-type'] === 'command') {
        expect(schema.has(name)).toBe(true)
        expect(schema.argumentsOf(name)?.name).toBe(entry['arg-type'])
        expect(unresolved(schema, entry['arg-type']), name).toEqual([])
        expect(unresolved(schema, entry['ret-type']), name).toEqual([])
      } else if (entry['meta-type'] === 'event')
        expect(unresolved(schema, entry['arg-type']), name).toEqual([])
    }
  })

  test('I-01: has the same commands in whatever order the entries come', () => {
    const names = commands.map(({ name }) => name).sort()
    expect(schema.commandNames).toEqual(names)
    expect(indexSchema(entries.toReversed()).commandNames).toEqual(names)
  })

  test('I-02: has no command by the name of a type, an event, or nothing', () => {
    for (const name of ['str', 'STOP', '0', 'query-nonsense', 'constructor']) {
      expect(schema.has(name)).toBe(false)
      expect(schema.argumentsOf(name)).toBeUndefined()
    }
  })
})

test('I-07: query-status has singlestep in 7.2 and no more in 10.0', () => {
  const members = (recording: string): unknown => {
    const schema = indexSchema(entriesOf(recording))
    const command = schema.type('query-status')
    const type = command?.['meta-type'] === 'command' ? schema.type(command['ret-type']) : undefined
    return type?.['meta-type'] === 'object' ? type.members.map(({ name }) => name).sort() : undefined
  }
  expect(members('qemu-7.2')).toEqual(['running', 'singlestep', 'status'])
  expect(members('qemu-10.0')).toEqual(['running', 'status'])
})
