import type { Chardev } from '#qapi/names.ts'
import { items, type Partially, text } from './answer.ts'
import { byName } from './natural-order.ts'

/** One line of the table of character devices. */
export interface ChardevRow {
  readonly label: string
  /** QEMU's own description, as it is. */
  readonly filename: string
  /** The kind of backend in words: `Unix socket`. */
  readonly backend: string
  /** Where it leads: a path, or host and port. */
  readonly target: string | undefined
  /** For a socket, whether QEMU listens or has called. */
  readonly side: 'server' | 'client' | undefined
  /** For a socket; `waiting` means that nobody is at the other end. */
  readonly link: 'connected' | 'waiting' | undefined
  /** Who is at the other end, where QEMU tells. */
  readonly peer: string | undefined
  /** Whether the guest, or the monitor, has its end open; `undefined` before 2.1. */
  readonly frontendOpen: boolean | undefined
  /** What it is for, as far as its label tells. */
  readonly use: string | undefined
}

const backends: Readonly<Record<string, string>> = {
  unix: 'Unix socket',
  tcp: 'TCP socket',
  telnet: 'Telnet',
  tn3270: 'TN3270',
  websocket: 'WebSocket',
  vsock: 'vsock',
  fd: 'inherited socket',
  udp: 'UDP',
  pty: 'pseudo-terminal',
  file: 'file',
  pipe: 'pipe',
  stdio: "QEMU's own terminal",
  null: 'nowhere',
  vc: 'text console of the display',
  ringbuf: 'ring buffer',
  memory: 'ring buffer',
  mux: 'multiplexer',
  hub: 'hub',
  serial: 'serial port of the host',
  parallel: 'parallel port of the host',
  spicevmc: 'SPICE channel',
  spiceport: 'SPICE port',
  'qemu-vdagent': 'clipboard agent',
  dbus: 'D-Bus',
  gdb: 'debugger',
}

const sockets = new Set(['unix', 'tcp', 'telnet', 'tn3270', 'websocket', 'vsock', 'fd'])

/** Labels that QEMU gives by itself, and libvirt's, in front of a number. */
const uses: readonly (readonly [RegExp, string])[] = [
  [/^serial\d+-base$/, 'behind a multiplexed serial port'],
  [/^(char)?serial\d+$/, 'serial port'],
  [/^(char)?parallel\d+$/, 'parallel port'],
  [/^(compat_monitor\d+|(char)?(mon|monitor|qmp|hmp)\d*)$/, 'monitor'],
  [/^(virtiocon|charconsole)\d+$/, 'virtio console'],
  [/^charchannel\d+$/, 'channel to the guest'],
  [/^gdb$/, 'debugger'],
]

interface Address {
  readonly kind: string
  readonly target: string | undefined
  readonly isServer: boolean
  readonly peer: string | undefined
}

/** `unix:/tmp/a,server=on`, `tcp:127.0.0.1:4444,server=on <-> 127.0.0.1:53210`, `pty:/dev/pts/3`, `null`. */
function parse(filename: string): Address {
  const [where = '', peer] = filename.split(' <-> ')
  const address = where.replace(/,server(=on)?$/, '')
  const colon = address.indexOf(':')
  return {
    kind: colon < 0 ? address : address.slice(0, colon),
    target: colon < 0 ? undefined : text(address.slice(colon + 1)),
    isServer: address !== where,
    peer: text(peer),
  }
}

const notConnected = 'disconnected:'

function rowOf(chardev: Partially<Chardev>): ChardevRow {
  const filename = text(chardev.filename) ?? ''
  const label = text(chardev.label) ?? ''
  const waits = filename.startsWith(notConnected)
  const { kind, target, isServer, peer } = parse(waits ? filename.slice(notConnected.length) : filename)
  const isSocket = sockets.has(kind)
  const open = chardev['frontend-open']
  return {
    label,
    filename,
    backend: (Object.hasOwn(backends, kind) ? backends[kind] : undefined) ?? (kind || 'unknown'),
    target,
    side: isSocket ? (isServer ? 'server' : 'client') : undefined,
    link: isSocket ? (waits ? 'waiting' : 'connected') : undefined,
    peer,
    frontendOpen: typeof open === 'boolean' ? open : undefined,
    use: uses.find(([pattern]) => pattern.test(label))?.[1],
  }
}

/** Serial ports and consoles first, then channels and what nothing is known of, monitors last. */
function rank({ use }: ChardevRow): number {
  if (use === undefined) return 1
  if (use === 'monitor' || use === 'debugger') return 2
  return use === 'channel to the guest' ? 1 : 0
}

/** `query-chardev`, serial ports first and monitors last, by label. Which monitor speaks QMP and which HMP, QEMU does not tell. */
export function chardevRows(chardevs: readonly Partially<Chardev>[] | undefined): ChardevRow[] {
  return items(chardevs)
    .map(rowOf)
    .sort((a, b) => rank(a) - rank(b) || byName({ name: a.label }, { name: b.label }))
}
