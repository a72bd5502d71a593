import { closeCodes } from '#api/close-codes.ts'
import type { Role } from '#api/types.ts'
import type { SocketEnd } from '../wire/dialled-socket.ts'

/** Why a stream does not come about or cannot go on: what the viewer is told when the connection is closed. */
export class StreamRefusal extends Error {
  /** One of `closeCodes`. */
  readonly code: number
  readonly #forOperators: string | undefined

  /**
   * @param words for a person; no path, no address
   * @param forOperators in place of `words`, where an operator may know more of the host
   */
  constructor(code: number, words: string, forOperators?: string) {
    super(words)
    this.code = code
    this.#forOperators = forOperators
  }

  /** What this role may be told. */
  wordsFor(role: Role): string {
    return (role === 'operator' && this.#forOperators) || this.message
  }
}

/** There is no such stream, or none for this viewer. */
export function noSuchStream(words: string, forOperators?: string): StreamRefusal {
  return new StreamRefusal(closeCodes.unknownVm, words, forOperators)
}

/** There is one, but there is no way to it. */
export function outOfReach(words: string): StreamRefusal {
  return new StreamRefusal(closeCodes.unreachable, words)
}

/** What a client of a stream is told when the connection to QEMU has ended. */
export function streamEnd({ wasOpen, error }: SocketEnd): StreamRefusal {
  if (!wasOpen) return connectRefusal(error)
  const words = error
    ? `The connection to QEMU was lost (${error.code ?? 'unknown error'}).`
    : 'QEMU closed this stream.'
  return new StreamRefusal(closeCodes.qemuClosed, words)
}

/** Puts a failed connect into words (`error` as Node gives it). */
function connectRefusal(error: NodeJS.ErrnoException | undefined): StreamRefusal {
  const code = error?.code ?? 'unknown error'
  return outOfReach(reasons.get(code) ?? `The stream cannot be reached (${code}).`)
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
