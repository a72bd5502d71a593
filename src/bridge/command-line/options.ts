import { isIP } from 'node:net'
import type { DashboardOptions } from '../dashboard.ts'
import { givenOnce } from '../registry/given-vms.ts'
import { isLoopback, isWildcard } from '../target/host-names.ts'
import { parseTarget } from '../target/parse-target.ts'
import { givenOptions } from './given-options.ts'
import { optionTable, type ValueOption } from './option-table.ts'
import { checkedToken, checkTokensDiffer, type TokenSource, tokenSource } from './token.ts'
import { UsageError } from './usage-error.ts'

/** What the command line asks for: a dashboard, whose token and certificate may have to be read from files first. */
export interface Options extends Omit<DashboardOptions, 'operatorToken' | 'tls'> {
  token: TokenSource
  /** Files of certificate and key, in PEM. */
  tls?: { cert: string; key: string }
  /** Open the browser when ready. */
  open: boolean
}

/** What a command line can mean. */
export type Request = { kind: 'help' } | { kind: 'version' } | { kind: 'run'; options: Options }

/**
 * Reads the command line.
 * @param args what follows the program's name
 * @param env for `QMP_DASHBOARD_TOKEN`
 * @throws UsageError, AddressError
 */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Request {
  const { values, positionals } = givenOptions(args)
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const host = parseHost(values.host ?? '127.0.0.1', 'host')
  const publicOrigins = (values['public-url'] ?? []).map(parsePublicUrl)
  const tls = parseTls(values['tls-cert'], values['tls-key'])
  checkExposure(host, publicOrigins, tls !== undefined || values.insecure === true)
  const token = tokenSource(values.token, values['token-file'], env['QMP_DASHBOARD_TOKEN'])
  const viewerToken = parseViewerToken(values['viewer-token'], token)
  return {
    kind: 'run',
    options: {
      targets: givenOnce((positionals.length > 0 ? positionals : ['demo']).map(parseTarget)),
      discovery: process.platform === 'linux' && !values['no-discovery'],
      allowHosts: (values['allow-host'] ?? []).map((text) => parseHost(text, 'allow-host')),
      host,
      port: parsePort(values.port ?? '8080'),
      publicOrigins,
      token,
      viewerToken,
      readOnly: values['read-only'] ?? false,
      ...(tls && { tls }),
      audit: values.audit === undefined ? undefined : parseFile(values.audit, 'audit'),
      open: values.open ?? false,
    },
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65535)) throw wrong('port', text)
  return port
}

function parseHost(text: string, option: 'host' | 'allow-host'): string {
  const host = text.replace(/^\[(.*)\]$/, '$1')
  // What has only digits and dots and is no IP address is a mistyped one.
  const isName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host) && /[a-z]/i.test(host)
  if (isIP(host) === 0 && !isName) throw wrong(option, text)
  return host.toLowerCase()
}

function parsePublicUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isBare = url && /^https?:\/\/[a-z0-9.:[\]-]+$/.test(url.origin) && `${url.origin}/` === url.href
  if (!isBare) throw wrong('public-url', text)
  return url.origin
}

function parseTls(
  cert: string | undefined,
  key: string | undefined,
): { cert: string; key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined) throw new UsageError('--tls-key needs --tls-cert beside it: they go together')
  if (key === undefined) throw new UsageError('--tls-cert needs --tls-key beside it: they go together')
  return { cert: parseFile(cert, 'tls-cert'), key: parseFile(key, 'tls-key') }
}

function parseFile(path: string, option: 'tls-cert' | 'tls-key' | 'audit'): string {
  if (path === '') throw wrong(option, path)
  return path
}

function parseViewerToken(token: string | undefined, operator: TokenSource): string | undefined {
  if (token === undefined) return undefined
  checkedToken(token, '--viewer-token')
  if (operator.from === 'given') checkTokensDiffer(operator.token, token)
  return token
}

function wrong(option: ValueOption, given: string): UsageError {
  return new UsageError(`--${option} takes ${optionTable[option].takes}, not "${given}"`)
}

function checkExposure(host: string, publicOrigins: readonly string[], accepted: boolean): void {
  if (!isLoopback(host) && !accepted) {
    throw new UsageError(
      `--host ${host} can be reached from other machines: add --tls-cert and --tls-key, or --insecure to accept that others on the network can read everything`,
    )
  }
  if (isWildcard(host) && publicOrigins.length === 0) {
    throw new UsageError(
      `--host ${host} names no address for browsers: add --public-url with the one they will use`,
    )
  }
}
