import { access, constants } from 'node:fs/promises'
import type { Network } from '../process/networks.ts'
import { isSameFile, socketFileAt } from '../process/socket-file.ts'
import { type NoPlace, placeOfSocket, type SocketPlace } from '../process/socket-place.ts'
import type { UnixSocket } from '../process/socket-tables.ts'
import { canBeSocketPath } from '../target/socket-path.ts'
import type { BlockerReport } from '../target/target.ts'
import {
  forbidden,
  foreign,
  type Holder,
  held,
  notListening,
  optionBeside,
  replaced,
  tooLong,
} from './blockers.ts'
import type { HostSockets } from './host-sockets.ts'
import type { MonitorLocation } from './monitor-location.ts'
import type { QemuProcess } from './qemu-processes.ts'

/**
 * Finds the Unix socket that a process listens on, as a path that leads there from here.
 * @param given the path as the process has it
 */
export async function locateUnix(
  qemu: QemuProcess,
  given: string,
  hostSockets: HostSockets,
): Promise<MonitorLocation> {
  const network = hostSockets.networks.of(qemu.pid)
  const listeners = (await network.unix()).filter(
    ({ path, state, inode }) => path === given && state === 'listening' && mayOwn(qemu, inode),
  )
  if (listeners.length === 0) return { blocker: notListening({ path: given }) }

  const place = await placeOf(qemu, listeners, network)
  const located: MonitorLocation = 'path' in place ? { address: { kind: 'unix', path: place.path } } : place
  if (located.address && hostSockets.isOurs(located.address)) return { ...located, isOurs: true }
  const holder = await heldBy(qemu, given, hostSockets)
  if (holder) return { ...located, blocker: holder }
  if (!('path' in place)) return place
  const mayOpen = await access(place.path, constants.W_OK).then(
    () => true,
    () => false,
  )
  return mayOpen ? located : { ...located, blocker: forbidden(place.path, qemu) }
}

/**
 * Where the socket is from here. It must be one of the user that the process acts as: paths, and what their folders and links
 * lead to, are chosen by the user who started it, and must not lead to another user's socket.
 */
async function placeOf(
  qemu: QemuProcess,
  listeners: readonly UnixSocket[],
  network: Network,
): Promise<{ path: string } | { blocker: BlockerReport }> {
  let blocker: BlockerReport | undefined
  for (const listener of listeners) {
    const place = await knownPlace(qemu, listener, network)
    if (typeof place === 'string') blocker ??= blockerOf(place, listener.path, qemu)
    else if (place.file.uid !== qemu.uid) blocker ??= replaced(listener.path)
    else return canBeSocketPath(place.path) ? { path: place.path } : { blocker: tooLong(place.path) }
  }
  return { blocker: blocker ?? foreign(qemu) }
}

/** While the file is the same, so is what is bound to it. */
async function knownPlace(
  qemu: QemuProcess,
  listener: UnixSocket,
  network: Network,
): Promise<SocketPlace | NoPlace> {
  const known = qemu.places.get(listener.inode)
  if (known && isSameFile(socketFileAt(known.path), known.file)) return known
  const place = await placeOfSocket(qemu.pid, listener, network)
  if (typeof place !== 'string') qemu.places.set(listener.inode, place)
  return place
}

function blockerOf(why: NoPlace, path: string, qemu: QemuProcess): BlockerReport {
  if (why === 'hidden') return foreign(qemu)
  return why === 'forbidden' ? forbidden(path, qemu) : replaced(path)
}

/** Where it may not be seen who has a socket, its path must do; the file's owner is checked in any case. */
function mayOwn(qemu: QemuProcess, inode: string): boolean {
  return qemu.sockets.owns(inode) ?? true
}

/** Whether QEMU serves another client, and which, where the kernel tells; where not, the path tells who usually is. */
export async function heldBy(
  qemu: QemuProcess,
  path: string,
  hostSockets: HostSockets,
): Promise<BlockerReport | undefined> {
  for (const network of hostSockets.networks.around(qemu.pid)) {
    const served = (await network.unix()).find((socket) => isServed(socket, path, qemu))
    if (!served) continue
    const details = (await network.details())?.get(served.inode)
    if (!details) return held(usualHolder(path), optionBeside(qemu))
    // The client has gone, and QEMU has not noticed yet.
    if (details.peerInode === undefined) continue
    return held(
      (await hostSockets.holders.holderOf(details.peerInode)) ?? usualHolder(path),
      optionBeside(qemu),
    )
  }
  return undefined
}

/** Accepted by QEMU: what waits in the queue, as what another program has left there, holds nothing. */
function isServed({ state, inode, path }: UnixSocket, given: string, qemu: QemuProcess): boolean {
  return state === 'connected' && path === given && inode !== '0' && mayOwn(qemu, inode)
}

function usualHolder(path: string): Holder {
  const name = usualHolders.find(([folder]) => folder.test(path))?.[1]
  return name === undefined ? undefined : { name }
}

const usualHolders = [
  [/\/libvirt\//, 'libvirt'],
  [/\/qemu-server\//, 'Proxmox VE'],
  [/\/(?:incus|lxd)\//, 'Incus or LXD'],
  [/\/ganeti\//, 'Ganeti'],
] as const
