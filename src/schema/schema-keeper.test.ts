import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { indexSchema } from './schema-index.ts'
import { type QemuBuild, SchemaKeeper, type SchemaStore } from './schema-keeper.ts'

function recorded(name: string): SchemaInfo[] {
  return JSON.parse(readFileSync(new URL(`../qapi/recorded/${name}.json`, import.meta.url), 'utf8'))
}

const entries = recorded('qemu-7.2')
const { commandNames } = indexSchema(entries)
const debian: QemuBuild = {
  version: { major: 7, minor: 2, micro: 22 },
  package: 'Debian 1:7.2+dfsg-7+deb12u18',
  commands: commandNames,
}

class MapStore implements SchemaStore {
  readonly map = new Map<string, unknown>()

  get(key: string): Promise<unknown> {
    return Promise.resolve(this.map.get(key))
  }

  set(key: string, schema: readonly SchemaInfo[]): Promise<void> {
    this.map.set(key, schema)
    return Promise.resolve()
  }
}

/** A keeper and a QEMU that counts how often it is asked. */
function keeping(store: SchemaStore = new MapStore()) {
  let lent = 0
  const keeper = new SchemaKeeper(store, async () => {
    lent++
    return { schema: indexSchema([...recorded('supplement'), ...entries]), name: 'QEMU 7.2' }
  })
  let asked = 0
  const ask = async (): Promise<SchemaInfo[]> => {
    asked++
    return entries
  }
  return {
    schemaOf: (build: QemuBuild) => keeper.schemaOf(build, ask),
    keeper,
    asked: () => asked,
    lent: () => lent,
  }
}

describe('SchemaKeeper', () => {
  test('asks a build of QEMU once, however many VMs need its schema at once', async () => {
    const { schemaOf, asked } = keeping()
    const [one, other] = await Promise.all([schemaOf(debian), schemaOf({ ...debian })])
    expect(one.has('block_resize')).toBe(true)
    expect(other).toBe(one)
    expect(asked()).toBe(1)
  })

  test('does not ask for what another page has stored', async () => {
    const store = new MapStore()
    await keeping(store).schemaOf(debian)
    const next = keeping(store)
    expect((await next.schemaOf(debian)).argumentsOf('block_resize')?.members).toHaveLength(3)
    expect(next.asked()).toBe(0)
  })

  test.each<[string, Partial<QemuBuild>]>([
    ['version', { version: { major: 7, minor: 2, micro: 21 } }],
    ['package', { package: '' }],
    ['list of commands', { commands: commandNames.filter((name) => name !== 'query-pci') }],
  ])('I-02: asks a QEMU of another %s', async (_what, other) => {
    const { schemaOf, asked } = keeping()
    await schemaOf(debian)
    await schemaOf({ ...debian, ...other })
    expect(asked()).toBe(2)
  })

  test.each([
    ['text', 'nonsense'],
    ['other things', [{ name: 'x' }]],
    ['nothing in a list', []],
    ['an object without members', [{ name: '0', 'meta-type': 'object' }]],
    ['features that are no list', [{ name: 'x', 'meta-type': 'command', 'arg-type': '0', features: 1 }]],
  ])('asks QEMU where the storage holds %s', async (_what, held) => {
    const store = new MapStore()
    await keeping(store).schemaOf(debian)
    for (const key of store.map.keys()) store.map.set(key, held)
    const next = keeping(store)
    await next.schemaOf(debian)
    expect(next.asked()).toBe(1)
  })

  test('keeps only valid schemas, wherever they come from', async () => {
    const store = new MapStore()
    const answer = [{ name: '0', 'meta-type': 'object', members: [{}] }] as unknown as SchemaInfo[]
    await expect(keeping(store).keeper.schemaOf(debian, async () => answer)).rejects.toThrow('something else')
    expect(store.map.size).toBe(0)
  })

  test('works with a storage that refuses everything', async () => {
    const { schemaOf, asked } = keeping({
      get: () => Promise.reject(new Error('no')),
      set: () => Promise.reject(new Error('full')),
    })
    expect((await schemaOf(debian)).has('stop')).toBe(true)
    expect(asked()).toBe(1)
  })

  test('C-12: a command that QEMU lists without a schema is there, one in the schema that it does not list is not', async () => {
    const commands = [...commandNames.filter((name) => name !== 'query-pci'), 'old_one']
    const schema = await keeping().schemaOf({ ...debian, commands })
    expect(['stop', 'old_one', 'query-pci'].map((name) => schema.has(name))).toEqual([true, true, false])
    expect(schema.argumentsOf('old_one')).toBeUndefined()
  })

  test('asks again after QEMU has not answered', async () => {
    const { keeper, schemaOf, asked } = keeping()
    await expect(keeper.schemaOf(debian, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
    expect((await schemaOf(debian)).has('stop')).toBe(true)
    expect(asked()).toBe(1)
  })

  test('C-12, I-10: a QEMU that only lists its commands is not asked, and borrows what they take', async () => {
    const { schemaOf, asked, lent } = keeping()
    const schema = await schemaOf({
      version: { major: 1, minor: 5, micro: 3 },
      package: '',
      commands: ['change', 'eject', 'query-commands'],
    })
    expect(schema.commandNames).toEqual(['change', 'eject', 'query-commands'])
    expect(schema.borrowedFrom).toBe('QEMU 7.2')
    expect(schema.argumentsOf('change')?.members.map(({ name }) => name)).toEqual(['device', 'target', 'arg'])
    expect([asked(), lent()]).toEqual([0, 1])
  })
})
