import { isIPv4 } from 'node:net'
import { isSameEnd } from '../process/kernel-address.ts'
import type { TcpSocket } from '../process/socket-tables.ts'
import { isLoopback, isWildcard } from '../target/host-names.ts'
import { foreign, held, notListening, optionBeside, otherNetwork } from './blockers.ts'
import type { HostSockets } from './host-sockets.ts'
import type { MonitorLocation } from './monitor-location.ts'
import type { QemuProcess } from './qemu-processes.ts'

/** Finds the TCP socket that a process listens on; the host is the one that the kernel knows. */
export async function locateTcp(
  qemu: QemuProcess,
  port: number,
  hostSockets: HostSockets,
): Promise<MonitorLocation> {
  if (!hostSockets.networks.isOurs(qemu.pid)) return { blocker: otherNetwork(port) }
  const sockets = await hostSockets.networks.ours.tcp()
  const listeners = sockets.filter(({ state, local }) => state === 'listening' && local.port === port)
  const theirs = listeners.filter((listener) => isOf(qemu, listener)).sort(ipv4First)
  const [listener] = theirs
  if (listener === undefined) {
    const isHidden = listeners.some(({ inode }) => qemu.sockets.owns(inode) === undefined)
    return { blocker: isHidden ? foreign(qemu) : notListening({ port }) }
  }

  const located: MonitorLocation = { address: { kind: 'tcp', host: hostToDial(listener, listeners), port } }
  // Of a connection within this host both ends are here: with one alone the other has just come or gone.
  const clients = sockets
    .filter((socket) => theirs.some((one) => isServedBy(socket, one)) && mayBeOf(qemu, socket))
    .slice(0, mostClients)
    .map((server) => ({ server, client: sockets.find((socket) => isOtherEnd(socket, server)) }))
    .filter(({ server, client }) => client || !isLoopback(server.remote.host))
  const isOurs = clients.some(({ client }) => client && hostSockets.ourSockets.owns(client.inode))
  if (isOurs) return { ...located, isOurs }
  const [first] = clients
  if (first === undefined) return located
  const { server, client } = first
  const by = client ? await hostSockets.holders.holderOf(client.inode) : { host: server.remote.host }
  return { ...located, blocker: held(by, optionBeside(qemu)) }
}

/** A QEMU has one, and one or two wait. What only calls itself QEMU may have many. */
const mostClients = 16

/** By the socket itself; where that may not be seen, by the user that made it, which the kernel knows, too. */
function isOf(qemu: QemuProcess, { inode, uid }: TcpSocket): boolean {
  return qemu.sockets.owns(inode) ?? uid === qemu.uid
}

/** A connection that waits to be accepted has no owner yet. */
function mayBeOf(qemu: QemuProcess, { inode }: TcpSocket): boolean {
  return inode === '0' || (qemu.sockets.owns(inode) ?? true)
}

function ipv4First(one: TcpSocket, other: TcpSocket): number {
  return Number(isIPv4(other.local.host)) - Number(isIPv4(one.local.host))
}

/**
 * One cannot connect to a wildcard. That of IPv6 takes IPv4, too, unless another socket has that; and
 * loopback of IPv4 is there on every host.
 */
function hostToDial({ local }: TcpSocket, listeners: readonly TcpSocket[]): string {
  if (local.host === '0.0.0.0') return '127.0.0.1'
  if (local.host !== '::') return local.host
  return listeners.some((other) => isIPv4(other.local.host)) ? '::1' : '127.0.0.1'
}

function isServedBy({ state, local }: TcpSocket, listener: TcpSocket): boolean {
  const isTheirs = isWildcard(listener.local.host)
    ? local.port === listener.local.port
    : isSameEnd(local, listener.local)
  return state === 'connected' && isTheirs
}

function isOtherEnd(socket: TcpSocket, { local, remote }: TcpSocket): boolean {
  return isSameEnd(socket.local, remote) && isSameEnd(socket.remote, local)
}
