import type { Closing } from '#api/closing.ts'
import type { Role } from '#api/types.ts'
import type { CloseInfo } from '../wire/close-info.ts'

/** Why a stream does not come about or cannot go on: what the client is told when the connection is closed. */
export class StreamRefusal extends Error {
  /** For programs. */
  readonly closing: Closing
  readonly #forOperators: string | undefined

  /**
   * @param words for a person; no path, no address
   * @param forOperators in place of `words`, where an operator may know more of the host
   */
  constructor(closing: Closing, words: string, forOperators?: string) {
    super(words)
    this.closing = closing
    this.#forOperators = forOperators
  }

  /** What this role may be told. */
  infoFor(role: Role): CloseInfo {
    const reason = (role === 'operator' && this.#forOperators) || this.message
    return { closing: this.closing, reason }
  }
}

/** There is no such stream, or none for this client. @param why for programs */
export function noSuchStream(why: string, words: string, forOperators?: string): StreamRefusal {
  return new StreamRefusal({ code: 'no-such-stream', why }, words, forOperators)
}

/** There is one, but there is no way to it. @param why for programs */
export function outOfReach(why: string, words: string): StreamRefusal {
  return new StreamRefusal({ code: 'out-of-reach', why }, words)
}
