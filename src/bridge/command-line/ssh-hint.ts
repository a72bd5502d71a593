import { isLoopback } from '../target/host-names.ts'
import type { Options } from './options.ts'

/**
 * What to say to a person who has started the dashboard over SSH, and whose browser runs elsewhere: the tunnel that leads to
 * it, and how to keep the token. Undefined where that is not so, or the dashboard can be reached without.
 * @param url where it listens
 */
export function sshHint(
  env: Readonly<Record<string, string | undefined>>,
  url: string,
  hostName: string,
  { open, publicOrigins, token }: Pick<Options, 'open' | 'publicOrigins' | 'token'>,
): string | undefined {
  const { hostname, port } = new URL(url)
  const isElsewhere = Boolean(env['SSH_CONNECTION']) && !open && publicOrigins.length === 0
  if (!isElsewhere || !isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))) return undefined
  const tunnel = `ssh -L ${port}:${hostname}:${port} ${hostName}`
  const keep = token.from === 'random' ? '; --token-file FILE keeps the token for the next start' : ''
  return `over SSH: run ${tunnel} on your own machine, and open the address there${keep}`
}
