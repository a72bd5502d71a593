import { readdir, readlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Address } from '../command-line/address.ts'
import { canonicalPath } from './canonical-path.ts'
import type { Listener } from './listeners.ts'

/**
 * The process that holds one of the listening sockets; undefined where no process may be seen that does.
 * Where several share it, as a service manager and what it started do, the youngest is the VM.
 */
export async function ownerOf(
  listeners: readonly Listener[],
  address: Exclude<Address, { kind: 'demo' }>,
): Promise<number | undefined> {
  const byLink = new Map(listeners.map((listener) => [`socket:[${listener.inode}]`, listener]))
  for (const pid of await pidsYoungestFirst()) {
    for (const link of await openFiles(pid)) {
      const listener = byLink.get(link)
      if (listener && (await isSamePath(listener, address, pid))) return pid
    }
  }
  return undefined
}

async function pidsYoungestFirst(): Promise<number[]> {
  const names = await readdir('/proc')
  return names
    .map(Number)
    .filter((pid) => pid > 0)
    .sort((one, other) => other - one)
}

/** What a process has open; nothing for a process of another user, or one that has just ended. */
async function openFiles(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => [])
  return await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')))
}

/** A Unix socket's path counts from its owner's working folder, and either path may go through links. */
async function isSamePath(listener: Listener, address: Address, pid: number): Promise<boolean> {
  if (listener.path === undefined || address.kind !== 'unix') return true
  const theirs = resolve(await readlink(`/proc/${pid}/cwd`), listener.path)
  return canonicalPath(theirs) === canonicalPath(resolve(address.path))
}
