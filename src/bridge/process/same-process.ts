import { statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { SocketAddress } from '../target/address.ts'
import { Networks } from './networks.ts'
import { absolutePath, placeSeenBy } from './process-paths.ts'
import { ProcessSockets } from './process-sockets.ts'
import { socketFileAt } from './socket-file.ts'
import { ownerOf, tcpListenersAt } from './socket-owner.ts'
import { type NoPlace, placeOfSocket } from './socket-place.ts'
import { tryRead } from './try-read.ts'

/** Why a socket that a process names cannot be reached as its own. */
export type NotItsOwn = NoPlace | 'other-process' | 'other-network'

/**
 * Where to dial for an address of this host that the process behind `monitor` has named as its own: a path counts from where
 * that process sees it, and a port is one of its network. Where the process may not be seen, the socket must be of the same
 * user. Where nothing listens, whoever dials finds out. Linux only: elsewhere nobody tells.
 */
export async function ownSocket(
  monitor: SocketAddress,
  named: SocketAddress,
): Promise<SocketAddress | NotItsOwn> {
  if (process.platform !== 'linux') return named
  const networks = new Networks()
  const owner = await ownerOf(monitor, networks)
  if (typeof owner === 'string') return await ofSameUser(monitor, named, networks)
  return named.kind === 'unix'
    ? await ownPath(owner.pid, named.path, networks)
    : await ownPort(owner.pid, named, networks)
}

async function ownPath(pid: number, path: string, networks: Networks): Promise<SocketAddress | NotItsOwn> {
  const network = networks.of(pid)
  const sockets = new ProcessSockets(pid)
  const listeners = (await network.unix()).filter(
    (socket) => socket.state === 'listening' && socket.path === path && sockets.owns(socket.inode),
  )
  let why: NoPlace | undefined
  for (const listener of listeners) {
    const place = await placeOfSocket(pid, listener, network)
    if (typeof place !== 'string') return { kind: 'unix', path: place.path }
    why ??= place
  }
  if (why) return why
  const place = await placeSeenBy(pid, path).catch(() => undefined)
  if (place) return 'other-process'
  const absolute = absolutePath(pid, path)
  return absolute ? { kind: 'unix', path: absolute.root + absolute.path } : 'hidden'
}

async function ownPort(
  pid: number,
  named: SocketAddress & { kind: 'tcp' },
  networks: Networks,
): Promise<SocketAddress | NotItsOwn> {
  if (!networks.isOurs(pid)) return 'other-network'
  const listeners = await tcpListenersAt(named, networks)
  if (listeners === 'other-host' || listeners.length === 0) return named
  const sockets = new ProcessSockets(pid)
  return listeners.some(({ inode }) => sockets.owns(inode)) ? named : 'other-process'
}

async function ofSameUser(
  monitor: SocketAddress,
  named: SocketAddress,
  networks: Networks,
): Promise<SocketAddress | NotItsOwn> {
  if (named.kind === 'unix' && !isAbsolute(named.path)) return 'hidden'
  const uid = await uidAt(named, networks)
  if (uid === undefined) {
    const isThere = named.kind === 'unix' && tryRead(() => statSync(named.path)) !== undefined
    return isThere ? 'other-process' : named
  }
  return uid === (await uidAt(monitor, networks)) ? named : 'other-process'
}

/** Of a Unix socket the kernel's table does not tell the user, but its file does. */
async function uidAt(address: SocketAddress, networks: Networks): Promise<number | undefined> {
  if (address.kind === 'unix') return socketFileAt(address.path)?.uid
  const listeners = await tcpListenersAt(address, networks)
  return listeners === 'other-host' ? undefined : listeners[0]?.uid
}
