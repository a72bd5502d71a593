import {
  hidden,
  isPlain,
  plainSecurity,
  type RfbMinor,
  type ServerHandshake,
  versionLength,
} from './rfb-server-handshake.ts'
import { StreamRefusal } from './stream-refusal.ts'

/** Lets the next bytes pass, drops them, or reads them: then the generator gets them. */
export interface TakingStep {
  kind: 'pass' | 'drop' | 'read'
  length: number
}

/** What to do next; to write takes no bytes of the client. */
export type ClientStep = TakingStep | { kind: 'write'; bytes: Buffer }

type Steps<Result> = Generator<ClientStep, Result, Buffer>

const pass = (length: number): ClientStep => ({ kind: 'pass', length })
const drop = (length: number): ClientStep => ({ kind: 'drop', length })
const read = (length: number): ClientStep => ({ kind: 'read', length })
const write = (...parts: Buffer[]): ClientStep => ({ kind: 'write', bytes: Buffer.concat(parts) })

/** A client's side of the conversation: handshake, then messages without end. */
export function* clientSteps(server: ServerHandshake): Steps<never> {
  const hasSaidShared = yield* agreeOnSecurity(server)
  // Whether to share the display: a viewer that does not want to would throw the others out.
  if (!hasSaidShared) yield drop(1)
  yield write(Buffer.of(1))
  for (;;) {
    const type = yield read(1)
    const message = messages.get(type[0] ?? 0)
    if (!message) throw unknown()
    yield* message(type)
  }
}

const challengeLength = 16

/** Returns whether the byte after it has been taken already. */
function* agreeOnSecurity(server: ServerHandshake): Steps<boolean> {
  const version = yield read(versionLength)
  if (!server.hasGreeted) throw outOfTurn()
  const minor = minorOf(version.toString('latin1'))
  server.choose(minor)
  yield write(version)
  const next = yield read(1)
  if (!server.security) throw outOfTurn()
  // The server has chosen in version 3.3; in others that byte is the client's choice.
  const [security = 0] = minor === 3 ? server.security : next
  if (!isPlain(security)) throw hidden()
  if (!server.security.includes(security)) throw unknown()
  if (minor === 3 && security === plainSecurity.none) return true
  yield write(next)
  if (security === plainSecurity.password) yield pass(minor === 3 ? challengeLength - 1 : challengeLength)
  return false
}

function minorOf(version: string): RfbMinor {
  const minor = Number(/^RFB 003\.00([378])\n$/.exec(version)?.[1])
  if (minor === 3 || minor === 7 || minor === 8) return minor
  throw unknown()
}

/** What follows the type of each message (RFC 6143, section 7.5, and the extensions that QEMU and its clients know). */
const messages: ReadonlyMap<number, (type: Buffer) => Steps<void>> = new Map([
  [0, passing(19)], // SetPixelFormat
  [2, setEncodings],
  [3, passing(9)], // FramebufferUpdateRequest
  [4, dropping(7)], // KeyEvent
  [5, dropping(5)], // PointerEvent
  [6, dropCutText],
  [150, passing(9)], // EnableContinuousUpdates
  [248, fence],
  [250, dropping(3)], // xvp: power
  [251, dropDesktopSize],
  [255, dropQemu],
])

function passing(length: number) {
  return function* (type: Buffer): Steps<void> {
    yield write(type)
    yield pass(length)
  }
}

function dropping(length: number) {
  return function* (): Steps<void> {
    yield drop(length)
  }
}

const extendedClipboard = 0xc0a1e5ce
/** Stands for no encoding, so that a list of them keeps its length. */
const noEncoding = 0x7fffffff
const encodingsAtATime = 1024

function* setEncodings(type: Buffer): Steps<void> {
  const header = yield read(3)
  yield write(type, header)
  for (let left = header.readUInt16BE(1); left > 0; left -= encodingsAtATime) {
    const list = yield read(4 * Math.min(left, encodingsAtATime))
    for (let at = 0; at < list.length; at += 4) {
      if (list.readUInt32BE(at) === extendedClipboard) list.writeUInt32BE(noEncoding, at)
    }
    yield write(list)
  }
}

function* fence(type: Buffer): Steps<void> {
  const header = yield read(8)
  yield write(type, header)
  yield pass(header[7] ?? 0)
}

/** A negative length is how the extended clipboard is told apart. */
function* dropCutText(): Steps<void> {
  const header = yield read(7)
  yield drop(Math.abs(header.readInt32BE(3)))
}

function* dropDesktopSize(): Steps<void> {
  const header = yield read(7)
  yield drop(16 * (header[5] ?? 0))
}

/** An extended key event, or sound: on, off, and in which format. */
function* dropQemu(): Steps<void> {
  const [kind] = yield read(1)
  if (kind === 0) {
    yield drop(10)
    return
  }
  const operation = kind === 1 ? (yield read(2)).readUInt16BE(0) : Number.NaN
  if (operation === 2) yield drop(6)
  else if (operation !== 0 && operation !== 1) throw unknown()
}

function unknown(): StreamRefusal {
  return new StreamRefusal(
    { code: 'wrong-frame' },
    'This VNC client says what a viewer that only looks must not say.',
  )
}

function outOfTurn(): StreamRefusal {
  return new StreamRefusal({ code: 'wrong-frame' }, 'This VNC client speaks before the server has.')
}
