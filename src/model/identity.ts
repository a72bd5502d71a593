import type { Return } from '#qapi/types.ts'
import { type Partially, text } from './answer.ts'

/** What a VM is called. A member is undefined as long as QEMU has not answered. */
export interface Identity {
  /** Null where its owner gave none. */
  readonly name: string | null | undefined
  readonly uuid: string | undefined
  /** False where QEMU answers zeros, for want of a `-uuid`. */
  readonly hasUuid: boolean | undefined
}

const zeros = /^[0-]+$/

/** From `query-name` and `query-uuid`. */
export function identityOf(
  name: Partially<Return<'query-name'>> | undefined,
  uuid: Partially<Return<'query-uuid'>> | undefined,
): Identity {
  const told = text(uuid?.UUID)
  return {
    name: name && (text(name.name) ?? null),
    uuid: told,
    hasUuid: told === undefined ? undefined : !zeros.test(told),
  }
}
