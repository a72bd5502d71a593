import type { Return } from '#qapi/types.ts'
import { type Partially, text } from './answer.ts'

/** What a VM is called; `undefined` for what QEMU does not say. */
export interface Identity {
  /** Only where its owner gave one. */
  readonly name: string | undefined
  readonly uuid: string | undefined
  /** False where QEMU answers zeros, for want of a `-uuid`. */
  readonly hasUuid: boolean
}

const zeros = /^[0-]+$/

/** From `query-name` and `query-uuid`. */
export function identityOf(
  name: Partially<Return<'query-name'>> | undefined,
  uuid: Partially<Return<'query-uuid'>> | undefined,
): Identity {
  const told = text(uuid?.UUID)
  return { name: text(name?.name), uuid: told, hasUuid: told !== undefined && !zeros.test(told) }
}
