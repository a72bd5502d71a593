import { resolve } from 'node:path'
import { setImmediate as yieldToLoop } from 'node:timers/promises'
import { isAbstract } from '../target/abstract-name.ts'
import type { Network, Networks } from './networks.ts'
import { allPids } from './process-info.ts'
import { placeSeenBy } from './process-paths.ts'
import { ProcessSockets } from './process-sockets.ts'
import { isLikelyQemu, likelyQemusFirst, processWith } from './process-with.ts'
import { isSameFile, type SocketFile, socketFileAt } from './socket-file.ts'

/** Why no process is known to listen at a Unix socket. */
export type NoUnixOwner = 'no-listener' | 'other-user' | 'in-doubt'

/**
 * The process that listens at a Unix socket: not at a path of that text, which leads elsewhere in another mount namespace, and
 * which others may have taken since.
 */
export async function unixOwner(
  path: string,
  networks: Networks,
): Promise<{ pid: number; inode: string } | NoUnixOwner> {
  if (isAbstract(path)) return await abstractOwner(path, networks.ours)
  const file = socketFileAt(path)
  if (file === undefined) return 'no-listener'
  const inode = await listenerBoundTo(file, networks)
  if (inode !== undefined) return (await processWith([inode])) ?? 'other-user'
  const [first, ...others] = await listenersThatSee(file, networks)
  if (first === undefined)
    return (await isListedAs(resolve(path), networks.ours)) ? 'other-user' : 'no-listener'
  return others.length === 0 ? first : 'in-doubt'
}

/** A name is one socket in its network. In the kernel's table, zero bytes are written as @. */
async function abstractOwner(
  name: string,
  network: Network,
): Promise<{ pid: number; inode: string } | NoUnixOwner> {
  const written = name.replaceAll('\0', '@')
  const inodes = (await listenersIn(network)).flatMap(({ path, inode }) => (path === written ? [inode] : []))
  return inodes.length === 0 ? 'no-listener' : ((await processWith(inodes)) ?? 'other-user')
}

/** By the kernel's own note of what a socket is bound to: in our network, else in those of the QEMUs of this host. */
async function listenerBoundTo(file: SocketFile, networks: Networks): Promise<string | undefined> {
  for (const network of allNetworks(networks)) {
    const details = await network.details()
    const listeners = details ? await listenersIn(network) : []
    const bound = listeners.find(({ inode }) => details?.get(inode)?.isBoundTo(file))
    if (bound) return bound.inode
  }
  return undefined
}

/** Ours, and those of the QEMUs of this host. */
export function allNetworks(networks: Networks): Set<Network> {
  const qemus = allPids().filter(isLikelyQemu)
  return new Set([networks.ours, ...qemus.map((pid) => networks.of(pid))])
}

/** Without that note: who listens on a path which, as they see it, leads to this file. Each socket once. */
async function listenersThatSee(
  file: SocketFile,
  networks: Networks,
): Promise<{ pid: number; inode: string }[]> {
  const found = new Map<string, { pid: number; inode: string }>()
  for (const pid of likelyQemusFirst()) {
    await yieldToLoop()
    if (found.size > 0 && !isLikelyQemu(pid)) break
    const sockets = new ProcessSockets(pid)
    for (const { inode, path } of await listenersIn(networks.of(pid))) {
      if (found.has(inode) || !sockets.owns(inode)) continue
      const place = await placeSeenBy(pid, path).catch(() => undefined)
      if (place && isSameFile(socketFileAt(place.path), file)) found.set(inode, { pid, inode })
    }
  }
  return [...found.values()]
}

async function isListedAs(path: string, network: Network): Promise<boolean> {
  return (await listenersIn(network)).some((socket) => socket.path === path)
}

async function listenersIn(network: Network) {
  return (await network.unix()).filter(({ state }) => state === 'listening')
}
