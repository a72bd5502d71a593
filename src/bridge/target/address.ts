import { isIPv6 } from 'node:net'
import { isWildcard } from './host-names.ts'
import { beforeOptions } from './option-list.ts'
import { longestSocketPath } from './socket-path.ts'

/** Where a VM's QMP socket is. */
export type Address =
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'unix'; path: string }
  | { kind: 'demo'; scenario?: string }

/** One that can be dialled: a simulated VM has no socket. */
export type SocketAddress = Exclude<Address, { kind: 'demo' }>

/** A text that is no address of a VM; the message is one line, what is wrong and what is right. */
export class AddressError extends Error {
  override readonly name = 'AddressError'
}

/** An ADDRESS argument: where the VM is and, if its owner gave it one, its name. */
export interface NamedAddress {
  address: Address
  name?: string
}

/**
 * Reads an ADDRESS or NAME=ADDRESS argument.
 * @throws AddressError for what is neither, with what would be right
 */
export function parseTarget(argument: string): NamedAddress {
  const name = /^([A-Za-z0-9][\w .-]*)=/.exec(argument)?.[1]
  if (name === undefined) return { address: parseAddress(argument) }
  const address = argument.slice(name.length + 1)
  if (address === '')
    throw notAnAddress(argument, `one must follow the name, as in ${name}=tcp:localhost:4444`)
  return { address: parseAddress(address), name: name.trim() }
}

/** @throws AddressError for a simulated VM of a scenario that does not exist */
export function checkScenario(address: Address, scenarioNames: readonly string[]): void {
  if (address.kind !== 'demo' || address.scenario === undefined) return
  if (scenarioNames.includes(address.scenario)) return
  const known = scenarioNames.join(', ')
  throw new AddressError(
    `there is no scenario "${address.scenario}": take demo, or demo: and one of ${known}`,
  )
}

/** An address as the dashboard writes it, whichever way it was given: `tcp:localhost:4444`, `unix:/run/vm1.qmp`. */
export function printAddress(address: Address): string {
  switch (address.kind) {
    case 'tcp':
      return `tcp:${printHostAndPort(address)}`
    case 'unix':
      return `unix:${address.path}`
    case 'demo':
      return address.scenario === undefined ? 'demo' : `demo:${address.scenario}`
  }
}

/** The name of a VM that was given none: its address without the scheme. */
export function nameOfAddress(address: Address): string {
  switch (address.kind) {
    case 'tcp':
      return printHostAndPort(address)
    case 'unix':
      return address.path
    case 'demo':
      return printAddress(address)
  }
}

function printHostAndPort({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** What was copied from `-qmp tcp:…,server=on,wait=off` may have its options still. */
function parseAddress(text: string): Address {
  const { value: given } = beforeOptions(text)
  const [, scheme, rest = ''] = /^(tcp|telnet|unix|demo):(.*)$/s.exec(given) ?? []
  if (scheme === 'tcp' || scheme === 'telnet') return parseHostAndPort(rest, text)
  if (scheme === 'unix') return parsePath(rest, text)
  if (scheme === 'demo') return { kind: 'demo', scenario: rest }
  if (given === 'demo') return { kind: 'demo' }
  if (/^\w+:\/\//.test(given) || /^(fd|vsock|udp|websocket|file|pipe|serial):[^/]*$/.test(given)) {
    throw notAnAddress(text, `QMP is reached over TCP or a Unix socket here: ${forms}`)
  }
  return given.includes('/') ? parsePath(given, text) : parseHostAndPort(given, text)
}

function parsePath(path: string, text: string): Address {
  if (path === '') throw notAnAddress(text, 'give the path of the socket, as in unix:/run/vm1.qmp')
  if (path.includes('\0')) throw notAnAddress(text, forms)
  const bytes = Buffer.byteLength(path)
  if (bytes > longestSocketPath) {
    throw notAnAddress(
      text,
      `the path of a Unix socket has at most ${longestSocketPath} bytes on this system, and this one ${bytes}`,
    )
  }
  return { kind: 'unix', path }
}

function parseHostAndPort(rest: string, text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^\s:[\]/]*)):(\d+)$/.exec(rest) ?? []
  if (digits === undefined || (bracketed !== undefined && !isIPv6(bracketed)))
    throw notHostAndPort(rest, text)
  const port = Number(digits)
  if (!(port >= 1 && port <= 65535)) throw notAnAddress(text, 'a port is a number from 1 to 65535')
  const host = bracketed ?? plain ?? ''
  return { kind: 'tcp', host: isWildcard(host) ? '127.0.0.1' : host, port }
}

const forms = 'give tcp:HOST:PORT, HOST:PORT, unix:PATH, a path with a / in it, or demo'

/** What was probably meant by what is no host and port. */
function notHostAndPort(rest: string, text: string): AddressError {
  if (/^\d{1,5}$/.test(rest)) return notAnAddress(text, `did you mean tcp:localhost:${rest}?`)
  const [, host = '', port = ''] = /^(.*):(\d{1,5})$/.exec(rest) ?? []
  if (isIPv6(host)) return notAnAddress(text, `did you mean tcp:[${host}]:${port}?`)
  const bare = rest.replace(/^\[(.*)\]$/, '$1').replace(/:$/, '')
  if (isIPv6(bare)) return notAnAddress(text, `the port is missing, as in tcp:[${bare}]:4444`)
  if (/^(tcp|telnet):/.test(text) && /^[\w.-]+$/.test(bare)) {
    return notAnAddress(text, `the port is missing, as in tcp:${bare}:4444`)
  }
  return notAnAddress(text, forms)
}

/** `what` says what is right. Whatever was given is quoted up to a length that leaves it readable. */
function notAnAddress(text: string, what: string): AddressError {
  const quoted = text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
  return new AddressError(`"${quoted}" is no address: ${what}`)
}

const longestQuote = 80
