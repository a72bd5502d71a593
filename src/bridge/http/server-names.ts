import { isLoopback, isWildcard } from '../target/host-names.ts'

/** The names this server goes by; whoever calls it by another does not mean it. */
export interface ServerNames {
  /** What `Host` may be: host and port, the port left out where the scheme implies it. */
  hosts: ReadonlySet<string>
  /** What `Origin` may be, where it is sent. */
  origins: ReadonlySet<string>
  /** The address to open; it is one of the origins. */
  open: string
  /** Those of the origins that lead here: this server listens on one address alone. */
  leadingHere: readonly string[]
}

/** Where a server listens, and by which other addresses browsers reach it. */
export interface Listening {
  scheme: 'http' | 'https'
  /** As given on the command line. */
  host: string
  /** The port it really has. */
  port: number
  publicOrigins: readonly string[]
}

/** The names follow from the command line alone, never from a request. */
export function serverNames({ scheme, host, port, publicOrigins }: Listening): ServerNames {
  const local = isWildcard(host) ? [] : isLoopback(host) ? [host, 'localhost', '127.0.0.1', '::1'] : [host]
  const origins = local.map((name) => originOf(scheme, name, port)).concat(publicOrigins)
  const [open = originOf(scheme, host, port)] = origins
  const listening = namesOf(host).map((name) => originOf(scheme, name, port))
  return {
    hosts: new Set(origins.map((origin) => new URL(origin).host)),
    origins: new Set(origins),
    open,
    leadingHere: origins.filter((origin) => listening.includes(origin) || publicOrigins.includes(origin)),
  }
}

/** A browser takes `localhost` for either of loopback's usual addresses. */
function namesOf(host: string): string[] {
  return host === '127.0.0.1' || host === '::1' ? [host, 'localhost'] : [host]
}

function originOf(scheme: string, host: string, port: number): string {
  return new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin
}
