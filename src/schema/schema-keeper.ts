import type { SchemaInfo } from '#qapi/names.ts'
import { indexNames } from './index-names.ts'
import { isObject } from './members-in-force.ts'
import { indexSchema, type SchemaIndex } from './schema-index.ts'

/** Where schemas outlive the page. It may forget what it holds, and may refuse: then QEMU is asked again. */
export interface SchemaStore {
  get(key: string): Promise<unknown>
  set(key: string, entries: readonly SchemaInfo[]): Promise<void>
}

/** The schema of another QEMU, for those that have none. */
export interface Lender {
  schema: SchemaIndex
  /** As people call it: `QEMU 7.2`. */
  name: string
}

/** A QEMU as far as it is known at connect, without its schema. */
export interface QemuBuild {
  /** As `query-version` gives it, or the greeting. */
  version: { major: number; minor: number; micro: number }
  package: string
  /** Of `query-commands`. */
  commands: readonly string[]
}

/**
 * Gives the schema of a QEMU when it is first needed. It is 200 kB long, so it is asked for once a build, not
 * once a connection: a kept one serves where version, package and the list of commands are the same (I-02). The
 * list tells apart what the version does not: targets, and builds by hand. A QEMU without `query-qmp-schema` has its
 * own list of commands, and what they take from the lender.
 */
export class SchemaKeeper {
  readonly #store: SchemaStore
  readonly #lender: () => Promise<Lender>
  readonly #indexes = new Map<string, Promise<SchemaIndex>>()

  /** @param lender the schema to borrow from; called when an old QEMU first needs it */
  constructor(store: SchemaStore, lender: () => Promise<Lender>) {
    this.#store = store
    this.#lender = lender
  }

  /**
   * @param ask sends `query-qmp-schema`; what it throws is thrown on, and the next call asks again
   */
  schemaOf(build: QemuBuild, ask: () => Promise<readonly SchemaInfo[]>): Promise<SchemaIndex> {
    const key = keyOf(build)
    const known = this.#indexes.get(key)
    if (known) return known
    const index = this.#make(build, key, ask)
    this.#indexes.set(key, index)
    index.catch(() => this.#indexes.delete(key))
    return index
  }

  async #make(
    { commands }: QemuBuild,
    key: string,
    ask: () => Promise<readonly SchemaInfo[]>,
  ): Promise<SchemaIndex> {
    if (!commands.includes('query-qmp-schema')) {
      const { schema, name } = await this.#lender()
      return indexNames(commands, schema, name)
    }
    const kept = await this.#store.get(key).catch(() => undefined)
    if (isSchema(kept)) return indexNames(commands, indexSchema(kept))
    const entries: unknown = await ask()
    if (!isSchema(entries)) throw new Error('QEMU answered query-qmp-schema with something else.')
    // With a full storage the next page asks again.
    void this.#store.set(key, entries).catch(() => {})
    return indexNames(commands, indexSchema(entries))
  }
}

function keyOf({ version, package: ofPackage, commands }: QemuBuild): string {
  const { major, minor, micro } = version
  return `${major}.${minor}.${micro} ${ofPackage} ${fingerprint([...commands].sort().join(' '))}`
}

/** A store is outside, and so is QEMU: what they give must look like a schema. */
function isSchema(given: unknown): given is readonly SchemaInfo[] {
  return Array.isArray(given) && given.length > 0 && given.every(isEntry)
}

/** What every reader of an entry builds on; the types that it names may be missing. */
function isEntry(entry: unknown): boolean {
  if (!isObject(entry) || typeof entry['name'] !== 'string') return false
  const { 'meta-type': kind, features } = entry
  if (features !== undefined && !Array.isArray(features)) return false
  switch (kind) {
    case 'command':
      return typeof entry['arg-type'] === 'string'
    case 'object':
      return areNamed(entry['members'])
    case 'alternate':
      return Array.isArray(entry['members']) && entry['members'].every(isObject)
    case 'enum':
      return Array.isArray(entry['values']) || areNamed(entry['members'])
    default:
      return typeof kind === 'string'
  }
}

function areNamed(members: unknown): boolean {
  return (
    Array.isArray(members) &&
    members.every(
      (member) =>
        isObject(member) &&
        typeof member['name'] === 'string' &&
        (member['features'] === undefined || Array.isArray(member['features'])),
    )
  )
}

/** A short text that differs where long texts do (FNV-1a, 32 bits). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}
