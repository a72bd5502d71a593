import { UsageError } from './usage-error.ts'

/** Where a VM's QMP socket is. */
export type Address =
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'unix'; path: string }
  | { kind: 'demo'; scenario?: string }

/** An ADDRESS argument: where the VM is and, if its owner gave it one, its name. */
export interface NamedAddress {
  address: Address
  name?: string
}

/**
 * Reads an ADDRESS or NAME=ADDRESS argument.
 * @throws UsageError for what is neither
 */
export function parseTarget(argument: string): NamedAddress {
  const name = /^([A-Za-z0-9][\w .-]*)=/.exec(argument)?.[1]
  if (name === undefined) return { address: parseAddress(argument) }
  return { address: parseAddress(argument.slice(name.length + 1)), name: name.trim() }
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

function parseAddress(text: string): Address {
  const given = withoutOptions(text)
  const [, scheme, rest = ''] = /^(tcp|telnet|unix|demo):(.*)$/s.exec(given) ?? []
  if (scheme === 'tcp' || scheme === 'telnet') return parseHostAndPort(rest, text)
  if (scheme === 'unix') return parsePath(rest, text)
  if (scheme === 'demo') return { kind: 'demo', scenario: rest }
  if (given === 'demo') return { kind: 'demo' }
  if (/^\w+:\/\//.test(given)) throw notAnAddress(text)
  return given.includes('/') ? parsePath(given, text) : parseHostAndPort(given, text)
}

/** Drops what stands after a comma, as in `-qmp tcp:…,server=on,wait=off`; QEMU writes a comma in a value twice. */
function withoutOptions(text: string): string {
  const [given = ''] = /^(?:[^,]|,,)*/.exec(text) ?? []
  return given.replaceAll(',,', ',')
}

function parsePath(path: string, text: string): Address {
  if (path === '' || path.includes('\0')) throw notAnAddress(text)
  // Node would cut a longer one, and connect to whatever has that name.
  if (Buffer.byteLength(path) > longestPath) {
    throw new UsageError(
      `"${path}" is too long for a socket: ${longestPath} bytes are the limit of this system`,
    )
  }
  return { kind: 'unix', path }
}

/** What a system has room for in the address of a Unix socket. */
const longestPath = process.platform === 'darwin' ? 103 : 107

function parseHostAndPort(rest: string, text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/]*)):(\d{1,5})$/.exec(rest) ?? []
  const port = Number(digits)
  if (!(port >= 1 && port <= 65535)) throw notAnAddress(text)
  const host = bracketed ?? plain ?? ''
  return { kind: 'tcp', host: wildcards.has(host) ? '127.0.0.1' : host, port }
}

/** Hosts by which a server listens everywhere; one cannot connect to them. */
const wildcards: ReadonlySet<string> = new Set(['', '0.0.0.0', '::', '*'])

function notAnAddress(text: string): UsageError {
  return new UsageError(
    `"${text}" is no address: give tcp:HOST:PORT, HOST:PORT, unix:PATH, a path with a / in it, or demo`,
  )
}
