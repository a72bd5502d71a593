import { access, constants, readlink } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { UnixSocket } from '../process/socket-tables.ts'
import { canBeSocketPath } from '../target/socket-path.ts'
import type { Obstacle } from '../target/target.ts'
import type { MonitorLocation } from './monitor-location.ts'
import { forbidden, foreign, type Holder, held, notListening, replaced, tooLong } from './obstacles.ts'
import { pathInside } from './path-inside.ts'
import type { QemuProcess } from './qemu-processes.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Finds the Unix socket that a process listens on, as a path that leads there from here.
 * @param given the path as the process has it
 */
export async function locateUnix(
  qemu: QemuProcess,
  given: string,
  around: Surroundings,
): Promise<MonitorLocation> {
  const sockets = await around.tablesFor(qemu).unix()
  const same = sockets.filter(({ path }) => path === given)
  const listens = same.some(({ state, inode }) => state === 'listening' && mayOwn(qemu, inode))
  if (!listens) return { obstacle: notListening({ path: given }) }

  const place = await placeOf(qemu, given, around)
  const located: MonitorLocation = 'path' in place ? { address: { kind: 'unix', path: place.path } } : place
  if (located.address && around.isOurs(located.address)) return { ...located, isOurs: true }
  if (same.some((socket) => isHeld(socket, qemu))) {
    return { ...located, obstacle: held(usualHolder(given), qemu) }
  }
  if (!('path' in place)) return place
  const mayOpen = await access(place.path, constants.W_OK).then(
    () => true,
    () => false,
  )
  return mayOpen ? located : { ...located, obstacle: forbidden(place.path, qemu) }
}

/**
 * Where the path leads from here. What is there must be a socket of the user that the process acts as: paths,
 * and what their folders and links lead to, are in the hand of whoever started it, and must not lead us to
 * someone else's socket.
 */
async function placeOf(
  qemu: QemuProcess,
  given: string,
  around: Surroundings,
): Promise<{ path: string } | { obstacle: Obstacle }> {
  const absolute = await absolutePath(qemu, given)
  if (absolute === undefined) return { obstacle: foreign(qemu) }
  try {
    const { path, stats } = await pathInside(around.rootOf(qemu), absolute)
    if (!stats.isSocket() || stats.uid !== qemu.uid) return { obstacle: replaced(absolute) }
    return canBeSocketPath(path) ? { path } : { obstacle: tooLong(path) }
  } catch (error) {
    const isForbidden = (error as NodeJS.ErrnoException).code === 'EACCES'
    return { obstacle: isForbidden ? forbidden(absolute, qemu) : replaced(absolute) }
  }
}

async function absolutePath({ pid }: QemuProcess, given: string): Promise<string | undefined> {
  if (isAbsolute(given)) return given
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  return isAbsolute(folder) ? join(folder, given) : undefined
}

/** Where it may not be seen who has a socket, its path must do; the file's owner is checked in any case. */
function mayOwn(qemu: QemuProcess, inode: string): boolean {
  return qemu.sockets.owns(inode) ?? true
}

function isHeld({ state, inode }: UnixSocket, qemu: QemuProcess): boolean {
  return state === 'connected' && (inode === '0' || mayOwn(qemu, inode))
}

/** The kernel's table does not tell who is at the other end; the path tells who usually is. */
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
