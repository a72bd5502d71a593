import { basename, isAbsolute, resolve } from 'node:path'
import type { SocketAddress } from '../target/address.ts'
import { isWildcard, loopbackAddresses } from '../target/host-names.ts'
import { canonicalPath } from './canonical-path.ts'
import { SocketTables, type UnixSocket } from './socket-tables.ts'

/** A listening socket of this host, as the kernel lists it. */
export interface Listener {
  inode: string
  /** The path of a Unix socket as its owner gave it: possibly relative to a folder that only the owner knows. */
  path?: string
  /** The user that made a TCP socket. */
  uid?: number
}

/**
 * The sockets that may be the one behind an address; `elsewhere` for a host that is not this one.
 * @throws Error where this program has no more files to open
 */
export async function listenersAt(address: SocketAddress): Promise<Listener[] | 'elsewhere'> {
  const tables = new SocketTables('self')
  if (address.kind === 'unix') {
    const path = resolve(address.path)
    return (await tables.unix()).filter((socket) => socket.state === 'listening' && mayBeAt(path, socket))
  }
  const hosts = loopbackAddresses(address.host)
  if (hosts.length === 0) return 'elsewhere'
  return (await tables.tcp()).filter(
    ({ state, local }) =>
      state === 'listening' &&
      local.port === address.port &&
      // A server on the wildcard address takes what comes to loopback, too.
      (isWildcard(local.host) || hosts.includes(local.host)),
  )
}

/** Of a relative path only its owner can tell where it leads, so any with the right last part may be it. */
function mayBeAt(path: string, { path: theirs }: UnixSocket): boolean {
  if (basename(theirs) !== basename(path)) return false
  return !isAbsolute(theirs) || canonicalPath(theirs) === canonicalPath(path)
}
