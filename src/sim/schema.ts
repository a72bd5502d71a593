import type { SchemaInfo } from '#qapi/names.ts'
import { indexSchema, type SchemaIndex } from '#schema/schema-index.ts'

/** What `query-qmp-schema` answers, and the same as arguments are held against it. */
export interface Schema {
  entries: readonly SchemaInfo[]
  index: SchemaIndex
}

/** The recorded schema (240 kB), handed in or fetched when a command first needs it: a page may never. */
export class SchemaSource {
  #schema: Schema | undefined

  constructor(entries?: readonly SchemaInfo[]) {
    if (entries) this.#schema = indexed(entries)
  }

  /** Undefined until it has been fetched. */
  get atHand(): Schema | undefined {
    return this.#schema
  }

  async load(): Promise<Schema> {
    if (this.#schema) return this.#schema
    const { default: recorded } = await import('#qapi/recorded/qemu-10.0.json')
    this.#schema = indexed(recorded as unknown as SchemaInfo[])
    return this.#schema
  }
}

function indexed(entries: readonly SchemaInfo[]): Schema {
  return { entries, index: indexSchema(entries) }
}
