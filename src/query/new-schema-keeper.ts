import type { SchemaInfo } from '#qapi/names.ts'
import { indexSchema } from '#schema/schema-index.ts'
import { type Lender, SchemaKeeper, type SchemaStore } from '#schema/schema-keeper.ts'

/** A keeper that lends the newest recorded schema to QEMUs that have none. */
export function newSchemaKeeper(store: SchemaStore): SchemaKeeper {
  return new SchemaKeeper(store, lend)
}

async function lend(): Promise<Lender> {
  const [{ default: recorded }, { default: supplement }] = await Promise.all([
    import('#qapi/recorded/qemu-10.0.json'),
    import('#qapi/recorded/supplement.json'),
  ])
  // What is recorded of a real QEMU goes before what is written by hand.
  const entries = [...supplement, ...recorded] as unknown as SchemaInfo[]
  return { schema: indexSchema(entries), name: 'QEMU 10.0' }
}
