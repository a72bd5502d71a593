import type { CloseInfo } from './close-info.ts'
import type { SocketEnd } from './dialled-socket.ts'

/** What of QEMU is at the other end of a socket. */
export type SocketKind = 'monitor' | 'stream'

/** Why a connection to QEMU failed or is over, as its clients are told. */
export function socketEnded(kind: SocketKind, { wasOpen, error }: SocketEnd): CloseInfo {
  const errno = error?.code
  const fields = errno === undefined ? {} : { errno }
  const name = errno ?? 'unknown error'
  if (wasOpen) {
    const reason = error ? `The connection to QEMU was lost (${name}).` : closed[kind]
    return { closing: { code: 'qemu-closed', ...fields }, reason }
  }
  const words = reasons.get(errno ?? '')
  const reason =
    (typeof words === 'string' ? words : words?.[kind]) ?? `${socket[kind]} cannot be reached (${name}).`
  // A Unix socket whose queue is full: QEMU takes no connection, as where one has let us in and does not greet.
  if (kind === 'monitor' && errno === 'EAGAIN')
    return { closing: { code: 'no-greeting', heard: 'nothing', errno }, reason }
  return { closing: { code: 'unreachable', ...fields }, reason }
}

const closed = { monitor: 'QEMU closed the connection.', stream: 'QEMU closed this stream.' } as const
const socket = { monitor: 'The QMP socket', stream: 'The stream' } as const

/** By the system's name of the error: one sentence, or one each where a person can do something else about it. */
const reasons = new Map<string, string | Readonly<Record<SocketKind, string>>>([
  [
    'ECONNREFUSED',
    {
      monitor: 'Connection refused: nothing listens there. Is QEMU running, with this -qmp?',
      stream: 'Connection refused: nothing listens where QEMU says this stream is.',
    },
  ],
  [
    'ENOENT',
    {
      monitor: 'No such socket. Is QEMU running, with this -qmp?',
      stream: 'The socket that QEMU names does not exist here: it was moved, or QEMU runs in a container.',
    },
  ],
  [
    'EAGAIN',
    {
      monitor:
        'QEMU takes no more connections here: another client holds this monitor, or QEMU is stopped. Earlier tries wait, too.',
      stream: 'QEMU takes no more connections here: another program has this stream, or QEMU is stopped.',
    },
  ],
  ['EACCES', 'Permission denied: the dashboard may not open this socket.'],
  ['EPERM', 'Permission denied: the dashboard may not open this socket.'],
  ['ENOTFOUND', 'Unknown host name.'],
  ['EAI_AGAIN', 'The host name cannot be looked up now.'],
  ['EHOSTUNREACH', 'No route to that host.'],
  ['ENETUNREACH', 'No route to that network.'],
  ['ETIMEDOUT', 'No answer from that host.'],
  ['ECONNRESET', 'The connection was reset at once.'],
  ['ENOTDIR', 'No such socket: a part of its path is not a folder.'],
  ['ENOTSOCK', 'The file at this path is not a socket.'],
  ['EPROTOTYPE', 'The socket is of the wrong type for QMP.'],
])
