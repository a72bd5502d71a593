import { migrationWords } from '#model/migration.ts'
import type { Return } from '#qapi/types.ts'

interface Props {
  info: Return<'query-migrate'>
  /** What the badge says beside the state where no migration is in progress. */
  otherwise: string
}

/** How far an outgoing migration is, in the badge of the state. */
export function MigrationNote({ info, otherwise }: Props) {
  return migrationWords(info) ?? otherwise
}
