import { readlink } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import type { VmProcess } from '#api/types.ts'
import type { Address, SocketAddress } from '../target/address.ts'
import { listenersAt } from './listeners.ts'
import { isQemuProgram } from './qemu-program.ts'
import { readProcess } from './read-process.ts'
import { ownerOf } from './socket-owner.ts'

/** There is no process to tell of, and why, for a person. */
export interface NoProcess {
  absent: string
}

/**
 * The process behind a VM: whoever really listens on its QMP socket, found by the socket itself and never
 * by a number from outside. Linux only, and only this host.
 */
export async function processOf(address: Address): Promise<VmProcess | NoProcess> {
  return await aboutQemu(address, readProcess)
}

/** The folder from which the QEMU behind an address counts paths; undefined where that cannot be told. */
export async function folderOf(address: Address): Promise<string | undefined> {
  const folder = await aboutQemu(address, (pid) => readlink(`/proc/${pid}/cwd`))
  return typeof folder === 'string' && isAbsolute(folder) ? folder : undefined
}

async function aboutQemu<T>(address: Address, read: (pid: number) => Promise<T>): Promise<T | NoProcess> {
  if (address.kind === 'demo') return { absent: 'A simulated VM has no process.' }
  if (process.platform !== 'linux') return { absent: 'The QEMU process can be looked up on Linux only.' }
  try {
    const found = await findQemu(address)
    return typeof found === 'number' ? await read(found) : found
  } catch {
    // A process may end between two reads of /proc.
    return { absent: 'The QEMU process could not be read.' }
  }
}

async function findQemu(address: SocketAddress): Promise<number | NoProcess> {
  const listeners = await listenersAt(address)
  if (listeners === 'elsewhere') return { absent: 'This VM is not on this host.' }
  if (listeners.length === 0) return { absent: 'No process of this host listens on the QMP socket.' }
  const pid = await ownerOf(listeners, address)
  if (pid === undefined) return { absent: 'The QEMU process belongs to another user.' }
  const program = await readlink(`/proc/${pid}/exe`)
  if (isQemuProgram(program)) return pid
  // A tunnel or a container's proxy listens for a QEMU that is elsewhere.
  return { absent: `The socket belongs to ${basename(program)}, which is no QEMU.` }
}
