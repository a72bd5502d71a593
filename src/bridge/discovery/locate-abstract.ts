import { nameOfAddress, type SocketAddress } from '../target/address.ts'
import { foreign, noQmp, notListening } from './blockers.ts'
import type { HostSockets } from './host-sockets.ts'
import { heldBy } from './locate-unix.ts'
import type { MonitorLocation } from './monitor-location.ts'
import type { QemuProcess } from './qemu-processes.ts'

/**
 * Finds the abstract Unix socket that a process listens on. It has no file whose owner could be checked, and anyone may take
 * its name: so it must be seen that the process has it. The name is known in its own network alone.
 * @param path with its zero bytes, which the kernel's table has as @
 */
export async function locateAbstract(
  qemu: QemuProcess,
  path: string,
  hostSockets: HostSockets,
): Promise<MonitorLocation> {
  if (!hostSockets.networks.isOurs(qemu.pid)) return { blocker: noQmp(qemu) }
  const address: SocketAddress = { kind: 'unix', path }
  const listed = path.replaceAll('\0', '@')
  const sockets = await hostSockets.networks.ours.unix()
  const listeners = sockets.filter((socket) => socket.state === 'listening' && socket.path === listed)
  if (!listeners.some(({ inode }) => qemu.sockets.owns(inode))) {
    const isHidden = listeners.some(({ inode }) => qemu.sockets.owns(inode) === undefined)
    return { blocker: isHidden ? foreign(qemu) : notListening({ path: nameOfAddress(address) }) }
  }
  if (hostSockets.isOurs(address)) return { address, isOurs: true }
  const holder = await heldBy(qemu, listed, hostSockets)
  return { address, ...(holder && { blocker: holder }) }
}
