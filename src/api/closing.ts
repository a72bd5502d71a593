import { flag, number, object, oneOf, type Read, readOr, text, variant } from './reader.ts'

const plain = object({})
const errno = object({}, { errno: text })
const why = object({}, { why: text })
/** What came where QMP's greeting was expected: nothing, the beginning of one, or another protocol. */
const heard = object(
  {},
  {
    heard: oneOf(
      ['nothing', 'qmp', 'hmp', 'vnc', 'spice', 'ssh', 'http', 'smtp', 'telnet', 'other'],
      'other',
    ),
    errno: text,
    /** The kernel lists no other client. */
    alone: flag,
    /** The process that listens there, known not to be QEMU's. Its fields are for operators only. */
    listener: object({}, { name: text, pid: number }),
  },
)

/** Why a VM that is there cannot be watched now. Fields are for operators only. */
const blockers = {
  /** A signal has stopped the process of QEMU. */
  stopped: object({}, { pid: number }),
  /** Another program holds the monitor. `option` would give QEMU one more. */
  held: object({}, { by: object({}, { name: text, pid: number, host: text }), option: text }),
  /** QEMU has no QMP socket to connect to. `option` of its command line would make one. */
  'no-qmp': object({}, { option: text }),
  /** QEMU belongs to a user whose sockets the bridge may not see. */
  'other-user': object({}, { uid: number }),
  /** The bridge, which runs as `user`, may not open the socket, or a folder on the way to it: `path`, of `uid`. */
  forbidden: object({}, { path: text, uid: number, mode: text, user: number }),
  /** QEMU does not listen where its command line puts QMP. */
  'not-listening': object({}, { path: text, port: number, fd: number }),
  /** What is at the path is not the socket of this QEMU's user. */
  replaced: object({}, { path: text }),
  'path-too-long': object({}, { path: text }),
  /** QEMU listens in another network namespace. */
  'other-network': object({}, { port: number }),
}

/** Reads why a WebSocket is closed or a VM cannot be watched. A code of a newer bridge is a mismatch. */
export const readClosing = variant('code', {
  done: plain,
  stopping: plain,
  /** Too many WebSockets or streams, or QEMU has not taken what was sent. */
  overloaded: object({}, { what: oneOf(['web-sockets', 'streams', 'qemu']) }),
  'wrong-frame': plain,
  'too-large': plain,
  'too-slow': plain,
  /** Without `why` there has been none. */
  'no-such-vm': object({}, { why: oneOf(['removed', 'process-ended', 'listed-elsewhere']) }),
  'no-such-stream': why,
  /** There is such a stream, but no way to it. */
  'out-of-reach': why,
  /** With `errno` the connection was lost. */
  'qemu-closed': errno,
  /** The VM has another QMP socket now. */
  moved: plain,
  /** `errno` is the system's name of what went wrong, such as ENOENT; ENOTSOCK for a file that is no socket. */
  unreachable: errno,
  /** Connected, and closed by the other side before a greeting. */
  'closed-early': heard,
  /** QEMU sent what is no QMP, or a message over the limit. */
  garbled: object({}, { what: oneOf(['not-qmp', 'too-large']) }),
  /** With `errno` EAGAIN nobody took the connection: as many others wait as the socket has room for. */
  'no-greeting': heard,
  ...blockers,
})

/**
 * Why the bridge closes a WebSocket, for programs; the close reason says the same for people. The bridge sends it as
 * the last text frame, `{"__qmp-dashboard": {"closing": …}}`. `why` of a VM in the list is of the same kind.
 */
export type Closing = Read<typeof readClosing>
export type Blocker = Extract<Closing, { code: keyof typeof blockers }>

/** Whether its fields are for operators only. */
export function isBlocker(closing: Closing): closing is Blocker {
  return Object.hasOwn(blockers, closing.code)
}

const frame = object({ '__qmp-dashboard': object({ closing: readClosing }) })

/** What a text frame says of the close that follows; undefined for any other frame. */
export function closingIn(frameText: string): Closing | undefined {
  // Its only member, so it is the first.
  if (!/^\s*\{\s*"__qmp-dashboard"/.test(frameText)) return undefined
  try {
    return readOr(frame, JSON.parse(frameText))?.['__qmp-dashboard'].closing
  } catch {
    return undefined
  }
}

/** The text frame that says why the close comes. */
export function closingFrame(why: Closing): string {
  return JSON.stringify({ '__qmp-dashboard': { closing: why } })
}
