import type { Closing } from '#api/closing.ts'
import type { LinkState } from '#api/types.ts'

/** Why a connection to QEMU ended or never came about: what viewers are told, and what the VM list shows. */
export interface Ending {
  /** For programs. */
  closing: Closing
  /** For a person, at most 123 bytes; no path, no address. */
  reason: string
  /** State of the link from now on. */
  state: LinkState
}

/** QEMU was reached and has closed the connection, or vanished. @param errno what the system says of a lost one */
export function gone(reason: string, errno?: string): Ending {
  return unreachable({ code: 'qemu-closed', ...(errno !== undefined && { errno }) }, reason)
}

/** QEMU could not be reached, or is no longer understood. */
export function unreachable(closing: Closing, reason: string): Ending {
  return { closing, reason, state: 'unreachable' }
}

/** Something took the connection and did not greet, as a monitor does that another client holds. */
export function busy(closing: Closing, reason: string): Ending {
  return { closing, reason, state: 'busy' }
}

/** Puts a failed connect into words. @param errno the system's name of the error, where there is one */
export function connectFailure(errno: string | undefined): Ending {
  // A Unix socket whose queue is full: others connected before us and wait, too.
  if (errno === 'EAGAIN') return busy({ code: 'held' }, 'Other clients are waiting for this monitor already.')
  const words = `The QMP socket cannot be reached (${errno ?? 'unknown error'}).`
  return unreachable(
    { code: 'unreachable', ...(errno !== undefined && { errno }) },
    reasons.get(errno ?? '') ?? words,
  )
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
