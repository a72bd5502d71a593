import { basename, resolve } from 'node:path'
import { isAbstract } from '../target/abstract-name.ts'
import type { SocketAddress } from '../target/address.ts'
import { isLoopback, isWildcard } from '../target/host-names.ts'
import { isSameEnd } from './kernel-address.ts'
import type { Network, Networks } from './networks.ts'
import { socketFileAt } from './socket-file.ts'
import { tcpListenersAt } from './socket-owner.ts'
import { allNetworks } from './unix-owner.ts'

/** A client that a server has accepted: its own socket, or the host it is on. */
export type AcceptedClient = { inode: string } | { host: string }

/**
 * The clients that the server at an address of this host has accepted; empty also where the kernel does not tell. What waits in
 * its queue is not among them, nor a client that has closed.
 */
export async function acceptedClients(address: SocketAddress, networks: Networks): Promise<AcceptedClient[]> {
  if (address.kind === 'tcp') return await tcpClients(address, networks)
  const found = await Promise.all(
    [...allNetworks(networks)].map((network) => unixClients(address.path, network)),
  )
  return found.flat()
}

/** Whether there may be any: a quick look at this program's network alone. */
export async function mayHaveClients(address: SocketAddress, networks: Networks): Promise<boolean> {
  if (address.kind === 'tcp') return (await tcpClients(address, networks)).length > 0
  const name = isAbstract(address.path) ? written(address.path) : basename(address.path)
  const sockets = await networks.ours.unix()
  return sockets.some(
    ({ state, inode, path }) => state === 'connected' && inode !== '0' && basename(path) === basename(name),
  )
}

async function unixClients(path: string, network: Network): Promise<AcceptedClient[]> {
  const details = await network.details()
  if (!details) return []
  const file = isAbstract(path) ? undefined : socketFileAt(resolve(path))
  const byName = await connectedAs(path, network)
  return [...details].flatMap(([inode, { peerInode, isBoundTo }]) => {
    const isIts = file ? isBoundTo(file) : byName.has(inode)
    return isIts && inode !== '0' && peerInode !== undefined ? [{ inode: peerInode }] : []
  })
}

async function connectedAs(path: string, network: Network): Promise<ReadonlySet<string>> {
  if (!isAbstract(path)) return new Set()
  const sockets = await network.unix()
  return new Set(
    sockets
      .filter((one) => one.state === 'connected' && one.path === written(path))
      .map(({ inode }) => inode),
  )
}

async function tcpClients(
  address: SocketAddress & { kind: 'tcp' },
  networks: Networks,
): Promise<AcceptedClient[]> {
  const listeners = await tcpListenersAt(address, networks)
  if (listeners === 'other-host') return []
  const sockets = await networks.ours.tcp()
  const accepted = sockets.filter(
    ({ state, inode, local }) =>
      state === 'connected' &&
      inode !== '0' &&
      listeners.some((one) =>
        isWildcard(one.local.host) ? one.local.port === local.port : isSameEnd(one.local, local),
      ),
  )
  return accepted.flatMap(({ local, remote }): AcceptedClient[] => {
    const client = sockets.find((one) => isSameEnd(one.local, remote) && isSameEnd(one.remote, local))
    if (client) return [client]
    // Of a connection within this host both ends are here: with one alone the other has gone.
    return isLoopback(remote.host) ? [] : [{ host: remote.host }]
  })
}

/** In the kernel's table, zero bytes are written as @. */
function written(name: string): string {
  return name.replaceAll('\0', '@')
}
