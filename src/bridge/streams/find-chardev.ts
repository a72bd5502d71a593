import { setTimeout as sleep } from 'node:timers/promises'
import type { Target } from '../target/target.ts'
import type { DialAddress } from '../wire/dialled-socket.ts'
import { type Ask, objectsIn, portOf, textOf } from './ask.ts'
import { deviceOfChardev } from './chardev-users.ts'
import { noSuchStream, outOfReach, type StreamRefusal } from './stream-refusal.ts'
import { withinReach } from './within-reach.ts'

export interface FoundChardev {
  address: DialAddress
  /** Whether the connection may open with telnet options: QEMU does not tell of a Unix socket whether it does. */
  mayBeTelnet: boolean
  /** Whether it is a channel between programs, as of the guest agent, and no port that prints what a person may read. */
  isForPrograms: boolean
}

/** A client that has just left is still there for QEMU for a moment. */
const attempts = 5
const betweenAttemptsMs = 100

/**
 * Asks QEMU where the socket of the character device of this label listens.
 * @throws StreamRefusal where there is none, where no device of the VM names it in its `chardev` property (so that no
 *   monitor is ever found), where it is no server socket, or none within reach; whatever `ask` throws
 */
export async function findChardev(ask: Ask, target: Target, label: string): Promise<FoundChardev> {
  const backend = readBackend(await filenameOf(ask, label))
  const address = await withinReach(target, backend.address)
  const device = await deviceOfChardev(ask, label)
  if (device === undefined) throw noDevice()
  let { isTaken } = backend
  for (let attempt = 1; isTaken && attempt < attempts; attempt++) {
    await sleep(betweenAttemptsMs)
    isTaken = readBackend(await filenameOf(ask, label)).isTaken
  }
  if (isTaken)
    throw outOfReach('held', 'Another program is connected to this port, and QEMU serves one at a time.')
  return { address, mayBeTelnet: backend.mayBeTelnet, isForPrograms: device === 'virtserialport' }
}

async function filenameOf(ask: Ask, label: string): Promise<string> {
  const chardev = objectsIn(await ask('query-chardev')).find((candidate) => candidate['label'] === label)
  if (!chardev) throw noSuchStream('unknown', 'This VM has no such character device.')
  return textOf(chardev['filename'])
}

interface Backend {
  address: DialAddress
  mayBeTelnet: boolean
  /** Whether a client is connected. */
  isTaken: boolean
}

/**
 * Reads what QEMU says of a backend: `disconnected:` where nobody is connected, then the kind of socket, its address,
 * `,server=on` (`,server` before 6.0) for one that listens, and ` <-> ` with the client's address.
 */
function readBackend(filename: string): Backend {
  const [, free, kind = '', rest = ''] = /^(disconnected:)?([a-z]+)(?::(.*))?$/s.exec(filename) ?? []
  const isTaken = free === undefined
  const listening = /^(.*),server(?:=on)?(?: <-> .*)?$/s.exec(rest)?.[1]
  if (!socketKinds.has(kind)) throw noSocket(kind, rest)
  if (listening === undefined)
    throw noSuchStream('client', 'This port is the client of a connection and takes no callers.')
  if (kind === 'unix') return { address: readPath(listening), isTaken, mayBeTelnet: true }
  return { address: readHostAndPort(listening), isTaken, mayBeTelnet: kind === 'telnet' }
}

const socketKinds: ReadonlySet<string> = new Set(['unix', 'tcp', 'telnet'])

function readPath(text: string): DialAddress {
  if (/,abstract=on(,tight=(on|off))?$/.test(text)) {
    throw outOfReach('abstract-socket', 'This port has an abstract Unix socket: give it one with a path.')
  }
  return { path: text }
}

/** `HOST:PORT`; an IPv6 address comes with brackets or without. */
function readHostAndPort(text: string): DialAddress {
  const colon = text.lastIndexOf(':')
  const port = portOf(text.slice(colon + 1))
  if (colon < 0 || port === undefined) throw outOfReach('no-address', 'QEMU names no address for this port.')
  return { host: text.slice(0, colon).replace(/^\[(.*)\]$/, '$1'), port }
}

function noDevice(): StreamRefusal {
  return noSuchStream('no-device', 'No device of the VM uses this character device.')
}

/** What to do instead, where there is something. */
function noSocket(kind: string, rest: string): StreamRefusal {
  if (kind === 'pty')
    return noSuchStream('pty', 'This port is a terminal (pty) of the host.', inHostTerminal(rest))
  const words = backends.get(kind)
  return noSuchStream(
    'no-socket',
    words ?? 'This port has no socket: give it one with -chardev socket,server=on,wait=off.',
  )
}

function inHostTerminal(path: string): string {
  return `This port is a terminal (pty) of the host: open ${path} there.`
}

const backends: ReadonlyMap<string, string> = new Map([
  ['mux', 'This port is shared (mux), as with a monitor: give it a socket of its own.'],
  ['hub', 'This port is shared (hub): give it a socket of its own.'],
  ['vc', "This port is shown inside QEMU's own display (vc)."],
  ['null', 'What this port says goes nowhere (null).'],
  ['file', 'What this port says goes to a file of the host.'],
  ['websocket', 'This port speaks WebSocket itself: give it a plain socket.'],
])
