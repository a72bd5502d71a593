import type { Return } from '#qapi/types.ts'
import { type Loose, text } from './answer.ts'

/** What a VM is called; `undefined` for what nobody gave it. */
export interface Identity {
  readonly name: string | undefined
  readonly uuid: string | undefined
}

/** QEMU answers zeros where it was given no `-uuid`. */
const noUuid = /^[0-]+$/

/** From `query-name` and `query-uuid`. */
export function identityOf(
  name: Loose<Return<'query-name'>> | undefined,
  uuid: Loose<Return<'query-uuid'>> | undefined,
): Identity {
  const given = text(uuid?.UUID)
  return { name: text(name?.name), uuid: given && !noUuid.test(given) ? given : undefined }
}
