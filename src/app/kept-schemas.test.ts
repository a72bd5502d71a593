import { expect, test } from 'vitest'
import type { SchemaInfo } from '#qapi/names.ts'
import { KeptSchemas } from './kept-schemas.ts'

/** A browser's storage that takes so many characters. */
class FakeStorage {
  readonly items = new Map<string, string>([['qmp-dashboard.token', 'secret']])
  readonly limit: number

  constructor(limit = 5_000_000) {
    this.limit = limit
  }

  get length(): number {
    return this.items.size
  }

  key(index: number): string | null {
    return [...this.items.keys()][index] ?? null
  }

  getItem(name: string): string | null {
    return this.items.get(name) ?? null
  }

  setItem(name: string, text: string): void {
    const others = [...this.items].filter(([one]) => one !== name)
    const used = others.reduce((sum, [, one]) => sum + one.length, 0)
    if (used + text.length > this.limit) throw new Error('QuotaExceededError')
    this.items.set(name, text)
  }

  removeItem(name: string): void {
    this.items.delete(name)
  }
}

const schemaOf = (characters: number): SchemaInfo[] => [
  { name: 'x'.repeat(characters), 'meta-type': 'builtin', 'json-type': 'int' },
]

function keeping(storage = new FakeStorage()) {
  let now = 0
  const kept = new KeptSchemas(
    () => storage,
    () => ++now,
  )
  const keep = async (...keys: string[]) => {
    for (const key of keys) await kept.set(key, schemaOf(300_000))
  }
  const keys = () => [...storage.items.keys()].map((name) => name.replace('qmp-dashboard.schema.', ''))
  return { storage, kept, keep, keys }
}

test('gives what was kept, and nothing for another build', async () => {
  const { kept } = keeping()
  await kept.set('7.2.22 Debian', schemaOf(3))
  expect(await kept.get('7.2.22 Debian')).toEqual(schemaOf(3))
  expect(await kept.get('7.2.21 Debian')).toBeUndefined()
})

test('old builds go when there are too many, and nothing else goes', async () => {
  const { keep, keys } = keeping()
  await keep('a', 'b', 'c', 'd', 'e', 'f', 'a', 'g')
  expect(keys()).toEqual(['qmp-dashboard.token', 'c', 'd', 'e', 'f', 'a', 'g'])
})

test('old builds make room in a storage that others have filled', async () => {
  const { keep, keys } = keeping(new FakeStorage(700_000))
  await keep('a', 'b', 'c')
  expect(keys()).toEqual(['qmp-dashboard.token', 'b', 'c'])
})

test('a storage without room for one refuses, and loses nothing of others', async () => {
  const { keep, keys } = keeping(new FakeStorage(1000))
  await expect(keep('a')).rejects.toThrow('Quota')
  expect(keys()).toEqual(['qmp-dashboard.token'])
})

test('what is larger than all of them together is not kept', async () => {
  const { kept, keys } = keeping()
  await kept.set('a', schemaOf(3_000_000))
  expect(keys()).toEqual(['qmp-dashboard.token'])
})

test('a forbidden storage and rubbish in it are errors, not answers', async () => {
  const forbidden = new KeptSchemas(
    () => {
      throw new Error('SecurityError')
    },
    () => 1,
  )
  await expect(forbidden.get('a')).rejects.toThrow('SecurityError')
  await expect(forbidden.set('a', [])).rejects.toThrow('SecurityError')
  const { kept, storage } = keeping()
  storage.items.set('qmp-dashboard.schema.a', '1 {half')
  await expect(kept.get('a')).rejects.toThrow()
})
