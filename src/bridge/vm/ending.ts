import { closeCodes } from '#api/close-codes.ts'
import type { LinkState } from '#api/types.ts'

/** Why a connection to QEMU ended or never came about: what viewers are told, and what the VM list shows. */
export interface Ending {
  /** One of `closeCodes`. */
  code: number
  /** For a person, at most 123 bytes; no path, no address. */
  reason: string
  /** State of the link from now on. */
  state: LinkState
}

/** QEMU was reached and has closed the connection, or vanished. */
export function gone(reason: string): Ending {
  return { code: closeCodes.qemuClosed, reason, state: 'unreachable' }
}

/** QEMU could not be reached. */
export function unreachable(reason: string): Ending {
  return { code: closeCodes.unreachable, reason, state: 'unreachable' }
}

/** Something took the connection and did not greet, as a monitor does that another client holds. */
export function busy(reason: string): Ending {
  return { code: closeCodes.noGreeting, reason, state: 'busy' }
}

/** Something took the connection that is no QMP monitor. */
export function foreign(reason: string): Ending {
  return { code: closeCodes.noGreeting, reason, state: 'unreachable' }
}

/** Puts a failed connect into words (`error` as Node gives it). */
export function connectFailure(error: NodeJS.ErrnoException): Ending {
  // A Unix socket whose queue is full: others connected before us and wait, too.
  if (error.code === 'EAGAIN') return busy('Other clients are waiting for this monitor already.')
  const words = reasons.get(error.code ?? '')
  return unreachable(words ?? `The QMP socket cannot be reached (${error.code ?? 'unknown error'}).`)
}

const reasons: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'Connection refused: nothing listens there. Is QEMU running, with this -qmp?'],
  ['ENOENT', 'No such socket. Is QEMU running, with this -qmp?'],
  ['EACCES', 'Permission denied: the dashboard may not open this socket.'],
  ['EPERM', 'Permission denied: the dashboard may not open this socket.'],
  ['ENOTFOUND', 'The host name is not known.'],
  ['EAI_AGAIN', 'The host name could not be looked up just now.'],
  ['EHOSTUNREACH', 'No route to that host.'],
  ['ENETUNREACH', 'No route to that network.'],
  ['ETIMEDOUT', 'No answer from that host.'],
  ['ECONNRESET', 'The connection was reset at once.'],
  ['ENOTDIR', 'No such socket: a part of its path is no folder.'],
  ['ENOTSOCK', 'There is something by that name, but it is no socket.'],
  ['EPROTOTYPE', 'The socket is of another kind than QMP uses.'],
])
