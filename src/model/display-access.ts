import type { DisplayRow, Listener } from './display.ts'
import { shellWord } from './shell-word.ts'

/** What to type on a machine with a viewer. */
export interface ViewerCommand {
  readonly command: string
  /** The command says `HOST` for the machine that runs QEMU, since QEMU only says that it listens everywhere. */
  readonly needsHost: boolean
}

const everywhere = new Set(['', '0.0.0.0', '::', '*'])

function hostOf({ host = '' }: Listener): string {
  if (everywhere.has(host)) return 'HOST'
  return host.includes(':') ? `[${host}]` : host
}

const portOf = (address: string) => address.slice(address.lastIndexOf(':') + 1)

function vncCommand(listener: Listener): string | undefined {
  const { address, transport } = listener
  if (transport === 'Unix socket') return `vncviewer ${shellWord(address)}`
  if (transport !== 'TCP') return undefined
  // One colon is before a display number, two before a port.
  const place = address.startsWith(':') ? address : `::${portOf(address)}`
  return `vncviewer ${shellWord(`${hostOf(listener)}${place}`)}`
}

function spiceCommand(listeners: readonly Listener[]): string | undefined {
  const [first] = listeners
  const plain = listeners.find(({ transport }) => transport === 'TCP')
  const secure = listeners.find(({ transport }) => transport === 'TLS')
  if (!first) return undefined
  const port = plain ? `:${portOf(plain.address)}` : ''
  const tls = secure ? `?tls-port=${portOf(secure.address)}` : ''
  return `remote-viewer ${shellWord(`spice://${hostOf(first)}${port}${tls}`)}`
}

/** How to see this display; `undefined` for a window of QEMU's host, and where QEMU names no address. */
export function viewerCommand({ kind, listeners }: DisplayRow): ViewerCommand | undefined {
  const listener = kind === 'SPICE' ? listeners[0] : listeners.find((each) => vncCommand(each) !== undefined)
  const command = kind === 'SPICE' ? spiceCommand(listeners) : listener && vncCommand(listener)
  if (!listener || !command) return undefined
  return { command, needsHost: listener.transport !== 'Unix socket' && everywhere.has(listener.host ?? '') }
}

const firstVncPort = 5900

/** Where a listener is to be found, with the port that a display number stands for. */
export function socketAddress({ address, host }: Listener): string {
  if (!address.startsWith(':')) return address
  const where = host?.includes(':') ? `[${host}]` : (host ?? '')
  return `${where}:${firstVncPort + Number(address.slice(1))}`
}
