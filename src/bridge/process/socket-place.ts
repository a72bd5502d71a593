import type { Network } from './networks.ts'
import type { Place } from './path-inside.ts'
import { earlierPlacesOf, placeSeenBy } from './process-paths.ts'
import { type SocketFile, socketFileAt } from './socket-file.ts'
import type { UnixSocket } from './socket-tables.ts'

/** The file of a listening socket, at a path that leads there from here. */
export interface SocketPlace {
  path: string
  file: SocketFile
}

/** Why it has none: its folder may not be seen or entered, or its file is gone or replaced by another. */
export type NoPlace = 'hidden' | 'forbidden' | 'replaced'

/**
 * Finds the file of a listening Unix socket of a process. Whose file it is says the kernel where that can be had; else it must
 * be the only socket of that path, as the process sees it.
 */
export async function placeOfSocket(
  pid: number,
  { inode, path }: UnixSocket,
  network: Network,
): Promise<SocketPlace | NoPlace> {
  const seen = await lookAt(pid, path)
  const details = (await network.details())?.get(inode)
  if (details) {
    const places = [...(typeof seen === 'string' ? [] : [seen.path]), ...earlierPlacesOf(pid, path)]
    const files = places.map((each) => ({ path: each, file: socketFileAt(each) }))
    const found = files.find((each) => each.file && details.isBoundTo(each.file))
    if (found?.file) return { path: found.path, file: found.file }
    if (files[0]?.file && details.isBoundTo(files[0].file) === false) return 'replaced'
  }
  if (typeof seen === 'string') return seen
  const file = socketFileAt(seen.path)
  return file && (await isOnlyOne(inode, path, network)) ? { path: seen.path, file } : 'replaced'
}

async function lookAt(pid: number, path: string): Promise<Place | NoPlace> {
  try {
    return (await placeSeenBy(pid, path)) ?? 'hidden'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'forbidden' : 'replaced'
  }
}

async function isOnlyOne(inode: string, path: string, network: Network): Promise<boolean> {
  const sockets = await network.unix()
  return !sockets.some((other) => other.state === 'listening' && other.path === path && other.inode !== inode)
}
