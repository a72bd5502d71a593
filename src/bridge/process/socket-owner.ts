import { readlink } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setImmediate as yieldToLoop } from 'node:timers/promises'
import type { Address, SocketAddress } from '../target/address.ts'
import { canonicalPath } from './canonical-path.ts'
import type { Listener } from './listeners.ts'
import { allPids } from './process-info.ts'
import { ProcessSockets } from './process-sockets.ts'

/**
 * The process that holds one of the listening sockets; undefined where no process may be seen that does.
 * Where several share it, as a service manager and what it started do, the youngest is the VM.
 * @throws Error where this program has no more files to open, or the process has just ended
 */
export async function ownerOf(
  listeners: readonly Listener[],
  address: SocketAddress,
): Promise<number | undefined> {
  for (const pid of allPids().sort(youngestFirst)) {
    // Some processes have very many files open: others may have their turn in between.
    await yieldToLoop()
    const sockets = new ProcessSockets(pid)
    for (const listener of listeners) {
      if (sockets.owns(listener.inode) && (await isSamePath(listener, address, pid))) return pid
    }
  }
  return undefined
}

function youngestFirst(one: number, other: number): number {
  return other - one
}

/** A Unix socket's path counts from its owner's working folder, and either path may go through links. */
async function isSamePath(listener: Listener, address: Address, pid: number): Promise<boolean> {
  if (listener.path === undefined || address.kind !== 'unix') return true
  const theirs = resolve(await readlink(`/proc/${pid}/cwd`), listener.path)
  return canonicalPath(theirs) === canonicalPath(resolve(address.path))
}
