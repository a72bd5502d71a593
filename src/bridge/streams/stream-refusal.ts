import type { Closing } from '#api/closing.ts'
import type { Role } from '#api/types.ts'
import type { SocketEnd } from '../wire/dialled-socket.ts'

/** Why a stream does not come about or cannot go on: what the viewer is told when the connection is closed. */
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
  wordsFor(role: Role): string {
    return (role === 'operator' && this.#forOperators) || this.message
  }
}

/** There is no such stream, or none for this viewer. @param why for programs */
export function noSuchStream(why: string, words: string, forOperators?: string): StreamRefusal {
  return new StreamRefusal({ code: 'no-such-stream', why }, words, forOperators)
}

/** There is one, but there is no way to it. @param why for programs */
export function outOfReach(why: string, words: string): StreamRefusal {
  return new StreamRefusal({ code: 'out-of-reach', why }, words)
}

/** What a client of a stream is told when the connection to QEMU has ended. */
export function streamEnd({ wasOpen, error }: SocketEnd): StreamRefusal {
  if (!wasOpen) return connectRefusal(error)
  if (!error) return new StreamRefusal({ code: 'qemu-closed' }, 'QEMU closed this stream.')
  const errno = error.code
  return new StreamRefusal(
    { code: 'qemu-closed', ...(errno !== undefined && { errno }) },
    `The connection to QEMU was lost (${errno ?? 'unknown error'}).`,
  )
}

/** Puts a failed connect into words (`error` as Node gives it). */
function connectRefusal(error: NodeJS.ErrnoException | undefined): StreamRefusal {
  const errno = error?.code
  const words = `The stream cannot be reached (${errno ?? 'unknown error'}).`
  return new StreamRefusal(
    { code: 'unreachable', ...(errno !== undefined && { errno }) },
    reasons.get(errno ?? '') ?? words,
  )
}

const noRoute = 'There is no way to the host of this stream.'
const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'Connection refused: nothing listens where QEMU says this stream is.'],
  ['ENOENT', 'The socket that QEMU names is not there: moved, or in a container of its own.'],
  ['EACCES', 'Permission denied: the dashboard may not open the socket of this stream.'],
  ['EPERM', 'Permission denied: the dashboard may not open the socket of this stream.'],
  ['EAGAIN', 'Other programs are waiting for this stream already.'],
  ['ETIMEDOUT', 'No answer from where QEMU says this stream is.'],
  ['EHOSTUNREACH', noRoute],
  ['ENETUNREACH', noRoute],
  ['ENOTFOUND', 'The name of the host of this stream is not known.'],
])
