import { migrationWords } from '#model/migration.ts'
import type { Return } from '#qapi/types.ts'

/** An outgoing migration that goes on, as a sentence. */
export function MigrationWords({ info }: { info: Return<'query-migrate'> }) {
  const words = migrationWords(info)
  return words ? <b>{` ${words.charAt(0).toUpperCase()}${words.slice(1)}.`}</b> : null
}
