import type { Spice, Vnc, VncClient, VncServer } from '#qapi/names.ts'
import type { Return } from '#qapi/types.ts'
import { amount, items, type Partially, text } from './answer.ts'

/** A place where a viewer can connect. */
export interface Listener {
  /** `:7` for a VNC display, `127.0.0.1:5710`, or the path of a socket. */
  readonly address: string
  readonly host: string | undefined
  readonly transport: 'TCP' | 'Unix socket' | 'WebSocket' | 'TLS' | 'other'
}

export interface DisplayClient {
  readonly address: string
  readonly transport: 'plain' | 'WebSocket' | 'TLS'
  /** By SASL or by the certificate, where the client showed one. */
  readonly user: string | undefined
}

/** One way to see the VM's screen. */
export interface DisplayRow {
  readonly kind: 'VNC' | 'SPICE' | 'window'
  /** For VNC the id of the server, as the bridge and QEMU know it. */
  readonly id: string
  /** `VNC :0`, `GTK window`. */
  readonly title: string
  readonly listeners: readonly Listener[]
  /** How a viewer proves who it is: `no password`. `undefined` for a window of the host. */
  readonly auth: string | undefined
  readonly tls: boolean
  readonly clients: readonly DisplayClient[]
}

const authWords: Readonly<Record<string, string>> = {
  none: 'no password',
  vnc: 'password',
  plain: 'user and password',
  sasl: 'SASL',
  spice: 'password',
}

const wordsOf = (auth: string) => (Object.hasOwn(authWords, auth) ? authWords[auth] : undefined) ?? auth

/** VNC security: `vencrypt` says the rest in a second word, `x509-vnc`; old answers join both by `+`. */
function vncAuth(auth: string | undefined, vencrypt: string | undefined): Pick<DisplayRow, 'auth' | 'tls'> {
  if (auth === undefined) return { auth: undefined, tls: false }
  const [, transport, inside = 'none'] =
    /^(?:vencrypt[+-])?(tls|x509)(?:[+-](\w+))?$/.exec(vencrypt ?? auth) ?? []
  if (transport === undefined) return { auth: wordsOf(vencrypt ?? auth), tls: false }
  const over = transport === 'x509' ? 'TLS with certificate' : 'anonymous TLS'
  return { auth: `${wordsOf(inside)}, ${over}`, tls: true }
}

const firstVncPort = 5900

/** A VNC port as people write it, which for the usual ports is a display number. */
function vncListener(server: Partially<VncServer['server'][number]>): Listener {
  const host = text(server.host)
  const service = text(server.service) ?? ''
  const isWebSocket = server.websocket === true
  if (server.family === 'unix')
    return { address: service, host: undefined, transport: isWebSocket ? 'WebSocket' : 'Unix socket' }
  const port = Number(service)
  const full = server.family === 'ipv6' ? `[${host ?? '::'}]:${service}` : `${host ?? '0.0.0.0'}:${service}`
  if (isWebSocket) return { address: full, host, transport: 'WebSocket' }
  const isDisplay = port >= firstVncPort && port < firstVncPort + 100
  return { address: isDisplay ? `:${port - firstVncPort}` : full, host, transport: 'TCP' }
}

function clientAddress(client: Partially<VncClient>): string {
  const host = text(client.host)
  const service = text(client.service)
  if (client.family === 'unix' || host === undefined) return service ?? 'Unix socket'
  return service === undefined
    ? host
    : client.family === 'ipv6'
      ? `[${host}]:${service}`
      : `${host}:${service}`
}

function vncClients(clients: readonly Partially<VncClient>[] | undefined): DisplayClient[] {
  return items(clients).map((client) => ({
    address: clientAddress(client),
    transport: client.websocket === true ? 'WebSocket' : 'plain',
    user: text(client.sasl_username) ?? text(client.x509_dname),
  }))
}

const vncTitle = (listeners: readonly Listener[]) =>
  ['VNC', (listeners.find(({ transport }) => transport !== 'WebSocket') ?? listeners[0])?.address]
    .filter(Boolean)
    .join(' ')

/** `query-vnc-servers` (2.3). */
function vncRow(server: Partially<VncServer>): DisplayRow {
  const listeners = items(server.server).map(vncListener)
  return {
    kind: 'VNC',
    id: text(server.id) ?? 'default',
    title: vncTitle(listeners),
    listeners,
    ...vncAuth(text(server.auth), text(server.vencrypt)),
    clients: vncClients(server.clients),
  }
}

/** `query-vnc`, which knows one server. */
function oldVncRow(vnc: Partially<Vnc>): DisplayRow[] {
  if (vnc.enabled !== true) return []
  const listeners = text(vnc.service) === undefined ? [] : [vncListener(vnc)]
  return [
    {
      kind: 'VNC',
      id: 'default',
      title: vncTitle(listeners),
      listeners,
      ...vncAuth(text(vnc.auth), undefined),
      clients: vncClients(vnc.clients),
    },
  ]
}

/** One client has a connection for each channel; they share its connection id. */
function spiceClients(channels: Partially<Spice>['channels']): DisplayClient[] {
  const byConnection = new Map(items(channels).map((channel) => [channel['connection-id'], channel]))
  return [...byConnection.values()].map(({ host, port, tls }) => ({
    address: `${text(host) ?? ''}:${text(port) ?? ''}`,
    transport: tls === true ? 'TLS' : 'plain',
    user: undefined,
  }))
}

function spiceRow(spice: Partially<Spice>): DisplayRow[] {
  if (spice.enabled !== true) return []
  const host = text(spice.host)
  const listener = (port: number | undefined, transport: Listener['transport']): Listener[] =>
    port === undefined ? [] : [{ address: `${host ?? '0.0.0.0'}:${port}`, host, transport }]
  const secure = listener(amount(spice['tls-port']), 'TLS')
  // With `unix=on` `host` is the path of the socket, and there is no port.
  const sockets: Listener[] = host?.startsWith('/')
    ? [{ address: host, host: undefined, transport: 'Unix socket' }]
    : []
  const listeners = [...sockets, ...listener(amount(spice.port), 'TCP'), ...secure]
  const auth = text(spice.auth)
  return [
    {
      kind: 'SPICE',
      id: 'spice',
      title: ['SPICE', listeners[0]?.address].filter(Boolean).join(' '),
      listeners,
      auth: auth && wordsOf(auth),
      tls: secure.length > 0,
      clients: spiceClients(spice.channels),
    },
  ]
}

const windows: Readonly<Record<string, string>> = {
  gtk: 'GTK window',
  sdl: 'SDL window',
  cocoa: 'Cocoa window',
  curses: 'terminal (curses)',
  dbus: 'D-Bus display',
  'spice-app': 'SPICE application',
}

/** Types that show nothing by themselves. */
const invisible = new Set(['none', 'default', 'egl-headless'])

function windowRow(options: Partially<Return<'query-display-options'>>): DisplayRow[] {
  const type = text(options.type)
  if (type === undefined || invisible.has(type)) return []
  const title = (Object.hasOwn(windows, type) ? windows[type] : undefined) ?? type
  return [{ kind: 'window', id: type, title, listeners: [], auth: undefined, tls: false, clients: [] }]
}

/** What QEMU said about its displays; a query that it lacks or refuses is left out. */
export interface DisplayAnswers {
  readonly vncServers?: readonly Partially<VncServer>[] | undefined
  /** Only needed where there is no `query-vnc-servers`. */
  readonly vnc?: Partially<Vnc> | undefined
  readonly spice?: Partially<Spice> | undefined
  readonly options?: Partially<Return<'query-display-options'>> | undefined
}

/** All the ways to see the VM's screen; none for a VM with `-display none` and no server. */
export function displayRows({ vncServers, vnc, spice, options }: DisplayAnswers): DisplayRow[] {
  const servers = Array.isArray(vncServers) ? items(vncServers).map(vncRow) : oldVncRow(vnc ?? {})
  return [...servers, ...spiceRow(spice ?? {}), ...windowRow(options ?? {})]
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Whether anyone who reaches QEMU's host over the network can see the screen and type. */
export function isOpenToNetwork({ auth, listeners }: DisplayRow): boolean {
  const reachable = listeners.some(
    ({ host = '', transport }) => transport !== 'Unix socket' && !isLoopback(host),
  )
  return reachable && auth !== undefined && /^(no password|none)\b/.test(auth)
}
