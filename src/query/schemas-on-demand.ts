import type { SchemaKeeper, SchemaStore } from '#schema/schema-keeper.ts'

/** Opens the place where schemas outlive the page. */
export type OpenSchemaStore = () => Promise<SchemaStore>

/**
 * Gives the one keeper of schemas; its code comes when somebody first needs a schema, for the first screen needs
 * none. Without a store every page asks QEMU itself.
 */
export function schemasOnDemand(openStore: OpenSchemaStore | undefined): () => Promise<SchemaKeeper> {
  let keeper: Promise<SchemaKeeper> | undefined
  const make = async () => {
    const { newSchemaKeeper } = await import('./new-schema-keeper.ts')
    return newSchemaKeeper((await openStore?.()) ?? noStore)
  }
  return () => {
    keeper ??= make().catch((error) => {
      keeper = undefined
      throw error
    })
    return keeper
  }
}

const noStore: SchemaStore = { get: async () => undefined, set: async () => {} }
