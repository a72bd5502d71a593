import { isIP } from 'node:net'
import { parseArgs } from 'node:util'
import { type NamedAddress, parseTarget } from './address.ts'
import { UsageError } from './usage-error.ts'

/** What the command line asks for. */
export interface Options {
  /** The VMs; without any, the simulated one. */
  targets: NamedAddress[]
  /** Address to listen on: an IP address or a host name, without brackets. */
  host: string
  /** Port to listen on; 0 takes a free one. */
  port: number
  /** Origins by which browsers reach the dashboard from outside, such as `https://vms.example`. */
  publicOrigins: string[]
  token: TokenSource
  /** Files of certificate and key, in PEM. */
  tls?: { cert: string; key: string }
  /** Open the browser when ready. */
  open: boolean
}

/** Where the operator's token comes from. */
export type TokenSource =
  | { from: 'given'; token: string }
  | { from: 'file'; path: string }
  | { from: 'random' }

/** What a command line can mean. */
export type Request = { kind: 'help' } | { kind: 'version' } | { kind: 'run'; options: Options }

const known = {
  host: { type: 'string' },
  port: { type: 'string' },
  'public-url': { type: 'string', multiple: true },
  token: { type: 'string' },
  'token-file': { type: 'string' },
  'no-discovery': { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  insecure: { type: 'boolean' },
  open: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

/**
 * Reads the command line.
 * @param args what follows the program's name
 * @param env for `QMP_DASHBOARD_TOKEN`
 * @throws UsageError for what it cannot mean
 */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Request {
  const { values, positionals } = split(args)
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const host = parseHost(values.host ?? '127.0.0.1')
  const publicOrigins = (values['public-url'] ?? []).map(parsePublicUrl)
  const tls = parseTls(values['tls-cert'], values['tls-key'])
  checkExposure(host, publicOrigins, tls !== undefined || values.insecure === true)
  return {
    kind: 'run',
    options: {
      targets: (positionals.length > 0 ? positionals : ['demo']).map(parseTarget),
      host,
      port: parsePort(values.port ?? '8080'),
      publicOrigins,
      token: tokenSource(values.token, values['token-file'], env['QMP_DASHBOARD_TOKEN']),
      ...(tls && { tls }),
      open: values.open ?? false,
    },
  }
}

/** QEMU's own option may be pasted as it stands: what follows it is an address. */
function split(args: readonly string[]) {
  try {
    return parseArgs({
      args: args.filter((arg) => arg !== '-qmp'),
      options: known,
      allowPositionals: true,
      strict: true,
    })
  } catch (error) {
    throw new UsageError(inOneLine(error instanceof Error ? error.message : String(error)))
  }
}

/** Options that are planned; to take them and do nothing would be a lie about who can do what. */
const notYet: ReadonlySet<string> = new Set(['--viewer-token', '--read-only', '--audit', '--allow-host'])

/** parseArgs suggests to put `--` before what it does not know; here that would only name a strange address. */
function inOneLine(message: string): string {
  const unknown = /^Unknown option '([^']*)'/.exec(message)?.[1]
  if (unknown === undefined) return message.replaceAll('\n', ' ')
  return notYet.has(unknown)
    ? `this version does not have ${unknown} yet`
    : `there is no option ${unknown}; --help lists them`
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65535)) throw new UsageError(`--port takes a number from 0 to 65535, not "${text}"`)
  return port
}

function parseHost(text: string): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host)
  if (isIP(host) === 0 && !isName) {
    throw new UsageError(`--host takes an IP address or a host name, not "${text}"`)
  }
  return host.toLowerCase()
}

function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isBare = url && /^https?:\/\/[a-z0-9.:[\]-]+$/.test(url.origin) && `${url.origin}/` === url.href
  if (!isBare) {
    throw new UsageError(`--public-url takes an address such as https://vms.example:8443, not "${text}"`)
  }
  return url.origin
}

function parseTls(
  cert: string | undefined,
  key: string | undefined,
): { cert: string; key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) throw new UsageError('--tls-cert and --tls-key go together')
  return { cert, key }
}

function checkExposure(host: string, publicOrigins: readonly string[], accepted: boolean): void {
  if (!isLoopback(host) && !accepted) {
    throw new UsageError(
      `--host ${host} can be reached from other machines: add --tls-cert and --tls-key, or --insecure to accept that anyone between can read along`,
    )
  }
  if (isWildcard(host) && publicOrigins.length === 0) {
    throw new UsageError(
      `--host ${host} has no name of its own: add --public-url with the address browsers will use`,
    )
  }
}

/** Whether only this machine can reach an address to listen on. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** Whether listening there means listening on every address of this machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || /^[0:]+$/.test(host)
}

function tokenSource(
  token: string | undefined,
  path: string | undefined,
  fromEnvironment: string | undefined,
): TokenSource {
  if (token !== undefined && path !== undefined)
    throw new UsageError('give --token or --token-file, not both')
  if (path !== undefined) return { from: 'file', path }
  const given = token ?? (fromEnvironment || undefined)
  return given === undefined ? { from: 'random' } : { from: 'given', token: given }
}
