import type { SocketAddress } from '../target/address.ts'
import { isWildcard, loopbackAddresses } from '../target/host-names.ts'
import { Networks } from './networks.ts'
import { processWith } from './process-with.ts'
import type { TcpSocket } from './socket-tables.ts'
import { type NoUnixOwner, unixOwner } from './unix-owner.ts'

/** A process, and the listening socket of it that was asked for, by its inode in the kernel. */
export interface SocketOwner {
  pid: number
  inode: string
}

/** Why no process is known to listen at an address. */
export type NoOwner = NoUnixOwner | 'other-host'

/**
 * The process that listens at an address of this host, found by the socket itself. Linux only.
 * @throws Error where this program has no more files to open
 */
export async function ownerOf(
  address: SocketAddress,
  networks: Networks = new Networks(),
): Promise<SocketOwner | NoOwner> {
  if (address.kind === 'unix') return await unixOwner(address.path, networks)
  const listeners = await tcpListenersAt(address, networks)
  if (listeners === 'other-host') return listeners
  if (listeners.length === 0) return 'no-listener'
  return (await processWith(listeners.map(({ inode }) => inode))) ?? 'other-user'
}

/** The sockets that take what is sent to an address of this host. */
export async function tcpListenersAt(
  { host, port }: SocketAddress & { kind: 'tcp' },
  networks: Networks,
): Promise<TcpSocket[] | 'other-host'> {
  const hosts = loopbackAddresses(host)
  if (hosts.length === 0) return 'other-host'
  const atPort = (await networks.ours.tcp()).filter(
    ({ state, local }) => state === 'listening' && local.port === port,
  )
  const exact = atPort.filter(({ local }) => hosts.includes(local.host))
  // A server on the wildcard address takes what comes to loopback, unless another has that.
  return exact.length > 0 ? exact : atPort.filter(({ local }) => isWildcard(local.host))
}
