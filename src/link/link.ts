/**
 * A two-way stream of text to something that speaks QMP: a WebSocket, an in-memory pair, a socket.
 *
 * The dashboard's bridge sends each message as one text. What comes off a socket is split and joined in any way: such a
 * link is `framed` for a session. A link is open from the moment it exists: what is sent before the other side is
 * reached waits its turn. `onText` and `onEnded` are never called while the link is being made, so whoever dials sets
 * them right after.
 */
export interface Link {
  /** Sends text. After the end it does nothing. */
  send(text: string): void
  /** Ends the link from this side; `onEnded` follows with cause `closed`. */
  close(): void
  /** Text came. */
  onText: (text: string) => void
  /** The link has ended; called once, and nothing comes after it. */
  onEnded: (end: LinkEnd) => void
}

/** Why a link ended, as far as the side that carried it could tell. */
export interface LinkEnd {
  cause: LinkEndCause
  /** For a person; may be empty. Nothing may depend on it. */
  reason: string
  /** The carrier's own code, finer than the cause. */
  code?: string
  /** The system's name of what went wrong, such as ECONNREFUSED. */
  errno?: string
  /** With code `overloaded`: of what there is too much. */
  what?: string
  /** With cause `silent`: what came where QMP's greeting was expected. */
  heard?: Heard
  /** With cause `silent`: no other client is connected. */
  alone?: boolean
  /** With cause `silent`: the process that listens there, known not to be QEMU's. */
  listener?: { name?: string; pid?: number }
  /** What would give this side a monitor of its own, on QEMU's command line. */
  option?: string
}

/** What came where QMP's greeting was expected: nothing, the beginning of one, or another protocol. */
export type Heard = 'nothing' | 'qmp' | 'hmp' | 'vnc' | 'spice' | 'ssh' | 'http' | 'smtp' | 'telnet' | 'other'

export type LinkEndCause =
  /** This side closed it. */
  | 'closed'
  /** The far end was reached and has closed the connection. */
  | 'gone'
  /** The far end could not be reached at all. */
  | 'unreachable'
  /** Reached, but it does not greet: another client may hold it, or it is stopped, or it speaks something else. */
  | 'silent'
  /** The address names no VM (any more). */
  | 'unknown-vm'
  /** This side reads too slowly, or asks too much. */
  | 'too-slow'
  /** Whoever carries the link is stopping, or has no room now. */
  | 'unavailable'
  /** The carrier wants a token, and this one was wrong or missing. */
  | 'unauthorized'
  /** The carrier took offence at what was sent: wrong kind of frame, bad UTF-8, over the limit. */
  | 'protocol'

/** Makes a link. Called anew for each attempt. */
export type Dial = () => Link
