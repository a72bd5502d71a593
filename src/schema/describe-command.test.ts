import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { describeCommand, type ObjectShape, type TypeShape } from './describe-command.ts'
import { indexNames } from './index-names.ts'
import { indexSchema } from './schema-index.ts'

function recorded(name: string) {
  return indexSchema(
    JSON.parse(readFileSync(new URL(`../qapi/recorded/${name}.json`, import.meta.url), 'utf8')),
  )
}

const schema = recorded('qemu-7.2')

/** How many objects lie within each other at most. */
function depthOf(object: ObjectShape): number {
  const variants = (object.variants ?? []).map((variant) => depthOf(variant.object))
  return Math.max(1, ...variants, ...object.members.map(({ type }) => 1 + depthOfType(type)))
}

function depthOfType({ object, items, branches = [] }: TypeShape): number {
  return Math.max(
    object ? depthOf(object) : 0,
    items ? depthOfType(items) : 0,
    ...branches.map((branch) => depthOfType(branch)),
  )
}

describe('describeCommand', () => {
  test('says of each argument its type, and whether it may be left out (I-04)', () => {
    expect(describeCommand(schema, 'set_link')).toEqual({
      name: 'set_link',
      marks: [],
      outOfBand: false,
      arguments: {
        members: [
          { name: 'name', marks: [], optional: false, type: { words: 'string' } },
          { name: 'up', marks: [], optional: false, type: { words: 'boolean' } },
        ],
      },
      takesMore: false,
      returns: { words: 'object', object: { members: [] } },
      borrowedFrom: undefined,
    })
  })

  test('I-04, I-05: makes a form for blockdev-add with driver=qcow2', () => {
    const form = describeCommand(schema, 'blockdev-add')?.arguments
    expect(form?.tag).toBe('driver')
    expect(form?.variants).toHaveLength(42)
    const qcow2 = form?.variants?.find((variant) => variant.case === 'qcow2')?.object.members ?? []
    const member = (name: string) => qcow2.find((one) => one.name === name)
    expect(member('file')).toMatchObject({ optional: false, type: { words: 'object or string' } })
    expect(member('backing')?.type.words).toBe('object or string or null')
    expect(member('lazy-refcounts')).toMatchObject({ optional: true, type: { words: 'boolean' } })
    const [byPart, whole] = member('overlap-check')?.type.branches ?? []
    expect(byPart?.object?.members.map(({ name }) => name)).toContain('refcount-table')
    expect(whole?.values?.map(({ name }) => name)).toEqual(['none', 'constant', 'cached', 'all'])
  })

  test.each(['qemu-7.2', 'qemu-10.0'])(
    'I-06: goes no deeper than requested, in any command of %s',
    (name) => {
      const index = recorded(name)
      for (const command of index.commandNames) {
        for (const depth of [1, 4]) {
          const description = describeCommand(index, command, depth)
          expect(description && depthOf(description.arguments)).toBeLessThanOrEqual(depth + 1)
        }
      }
    },
  )

  test('O-02, I-08: says what runs out of band, and what is deprecated or unstable', () => {
    expect(describeCommand(schema, 'yank')?.outOfBand).toBe(true)
    expect(describeCommand(schema, 'drive-backup')?.marks).toEqual(['deprecated'])
    expect(describeCommand(schema, 'x-query-roms')?.marks).toEqual(['unstable'])
    const eject = describeCommand(schema, 'eject')?.arguments.members
    expect(eject?.find(({ name }) => name === 'device')?.marks).toEqual(['deprecated'])
    const items = describeCommand(schema, 'migrate-set-capabilities')?.arguments.members[0]?.type.items
    const capability = items?.object?.members.find(({ name }) => name === 'capability')?.type
    expect(capability?.values).toContainEqual({ name: 'x-colo', marks: ['unstable'] })
  })

  test('C-13: unstable by feature, before that by prefix; two underscores mean a vendor', () => {
    const entries: SchemaInfo[] = ['x-new', '__com.redhat_drive'].flatMap((name) => [
      { name, 'meta-type': 'command', 'arg-type': '0', 'ret-type': '0' },
    ])
    const empty: SchemaInfo = { name: '0', 'meta-type': 'object', members: [] }
    const old = indexSchema([...entries, empty])
    const now = indexSchema([...entries, empty, { name: '1', 'meta-type': 'enum', members: [], values: [] }])
    expect(describeCommand(old, 'x-new')?.marks).toEqual(['unstable'])
    expect(describeCommand(now, 'x-new')?.marks).toEqual([])
    expect(describeCommand(now, '__com.redhat_drive')?.marks).toEqual(['downstream'])
  })

  test('C-11: says which commands accept more than the schema lists', () => {
    const takesMore = schema.commandNames.filter((name) => describeCommand(schema, name)?.takesMore)
    expect(takesMore).toEqual(['device_add'])
  })

  test('C-12, I-10: describes no command that this QEMU lacks, and says where arguments are borrowed', () => {
    expect(describeCommand(schema, 'query-nonsense')).toBeUndefined()
    const old = indexNames(['eject', 'query-cpus'], schema, 'QEMU 7.2')
    expect(describeCommand(old, 'eject')?.borrowedFrom).toBe('QEMU 7.2')
    expect(describeCommand(old, 'query-cpus')).toBeUndefined()
    expect(describeCommand(old, 'stop')).toBeUndefined()
    expect(old.has('query-cpus')).toBe(true)
    expect(old.has('stop')).toBe(false)
  })
})
