import { statSync } from 'node:fs'
import type { SocketAddress } from '../target/address.ts'
import { type Listener, listenersAt } from './listeners.ts'
import { ProcessSockets } from './process-sockets.ts'
import { ownerOf } from './socket-owner.ts'
import { tryRead } from './try-read.ts'

/**
 * Whether what listens at `other`, an address of this host, belongs to the process that listens at `monitor`; where that
 * process may not be seen, whether it belongs to the same user. Also where nothing listens, so that whoever dials it finds
 * out. Linux only: elsewhere nobody tells.
 */
export async function isOfSameOwner(monitor: SocketAddress, other: SocketAddress): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const listeners = await listenersHere(other)
  if (listeners.length === 0) return other.kind === 'tcp' || !isThere(other.path)
  const monitors = await listenersHere(monitor)
  const pid = await ownerOf(monitors, monitor)
  if (pid !== undefined) {
    const sockets = new ProcessSockets(pid)
    return listeners.some(({ inode }) => sockets.owns(inode))
  }
  const uid = uidAt(monitor, monitors)
  return uid !== undefined && uid === uidAt(other, listeners)
}

async function listenersHere(address: SocketAddress): Promise<Listener[]> {
  const listeners = await listenersAt(address)
  return listeners === 'elsewhere' ? [] : listeners
}

/** One in another network namespace is in no table of ours. */
function isThere(path: string): boolean {
  return tryRead(() => statSync(path)) !== undefined
}

/** Of a Unix socket the kernel's table does not tell the user, but its file does. */
function uidAt(address: SocketAddress, [listener]: readonly Listener[]): number | undefined {
  return address.kind === 'unix' ? tryRead(() => statSync(address.path).uid) : listener?.uid
}
