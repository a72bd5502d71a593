import { setImmediate as yieldToLoop } from 'node:timers/promises'
import { allPids, processName } from './process-info.ts'
import { ProcessSockets } from './process-sockets.ts'

/**
 * The process that has one of these sockets open; undefined where no process may be seen that does. Several may share one, as
 * a service manager and what it started do: QEMU is preferred, then the youngest.
 * @throws Error where this program has no more files to open
 */
export async function processWith(
  inodes: readonly string[],
): Promise<{ pid: number; inode: string } | undefined> {
  for (const pid of likelyQemusFirst()) {
    // Some processes have very many files open: others may have their turn in between.
    await yieldToLoop()
    const sockets = new ProcessSockets(pid)
    const inode = inodes.find((each) => sockets.owns(each))
    if (inode !== undefined) return { pid, inode }
  }
  return undefined
}

/** Every process, those that are called QEMU first, then the youngest first. */
export function likelyQemusFirst(): number[] {
  const isQemu = new Map(allPids().map((pid) => [pid, isLikelyQemu(pid)]))
  return [...isQemu.keys()].sort(
    (one, other) => Number(isQemu.get(other)) - Number(isQemu.get(one)) || other - one,
  )
}

/** By its name, which a program may change. */
export function isLikelyQemu(pid: number): boolean {
  return /qemu|kvm/i.test(processName(pid))
}
