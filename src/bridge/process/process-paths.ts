import { readFileSync, readlinkSync, statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { type Place, pathInside } from './path-inside.ts'
import { isSameFile, socketFileAt } from './socket-file.ts'
import { tryRead } from './try-read.ts'

/**
 * Where a path of a process leads, from here: it counts from the root of the process, which a chroot or a mount namespace
 * makes another, and if it is relative from its working folder.
 * @returns a path for this program, without links; undefined where a relative path counts from a folder that may not be seen
 * @throws Error where there is nothing, or nothing that this user may see
 */
export async function placeSeenBy(pid: number, path: string): Promise<Place | undefined> {
  const absolute = absolutePath(pid, path)
  return absolute && shortened(await pathInside(absolute.root, absolute.path))
}

/**
 * Where a path of a process may lead as it was when the process started: with `-daemonize` and `-chroot`, QEMU leaves its
 * working folder or its root after it has made its sockets. Guesses, to be compared with what is known.
 */
export function earlierPlacesOf(pid: number, path: string): string[] {
  if (isAbsolute(path)) return [path]
  const environment = tryRead(() => readFileSync(`/proc/${pid}/environ`, 'utf8')) ?? ''
  const folder = /(?:^|\0)PWD=(\/[^\0]*)/.exec(environment)?.[1]
  if (folder === undefined) return []
  const places = [join(rootOf(pid), folder, path), join(folder, path)]
  return [...new Set(places)]
}

interface PathInRoot {
  root: string
  path: string
}

/** The path of a process from its root, without regard to links; relative ones counted from its working folder. */
export function absolutePath(pid: number, path: string): PathInRoot | undefined {
  if (isAbsolute(path)) return { root: rootOf(pid), path }
  const folder = tryRead(() => readlinkSync(`/proc/${pid}/cwd`))
  if (folder === undefined || !isAbsolute(folder)) return undefined
  // In our mount namespace the kernel tells the folder from our root, in another one from the root of that.
  return { root: isInOurMounts(pid) ? '' : `/proc/${pid}/root`, path: join(folder, path) }
}

/**
 * Where the file system of a process begins: empty for ours, and where it may not be seen. Without its own mount namespace a
 * root is a folder of ours.
 */
function rootOf(pid: number): string {
  const inside = `/proc/${pid}/root`
  const isOurs = isInOurMounts(pid)
  const theirs = identityOf(`${inside}/`)
  if (theirs === undefined || (isOurs && theirs === identityOf('/'))) return ''
  const folder = isOurs ? tryRead(() => readlinkSync(inside)) : undefined
  return folder !== undefined && identityOf(folder) === theirs ? folder : inside
}

function isInOurMounts(pid: number): boolean {
  const theirs = tryRead(() => readlinkSync(`/proc/${pid}/ns/mnt`))
  return theirs === undefined || theirs === tryRead(() => readlinkSync('/proc/self/ns/mnt'))
}

function identityOf(folder: string): string | undefined {
  const stats = tryRead(() => statSync(folder, { bigint: true }))
  return stats && `${stats.dev}:${stats.ino}`
}

/** What is in another mount namespace is often here, too, by the same path: that outlives the process. */
function shortened(place: Place): Place {
  const path = /^\/proc\/\d+\/root(\/.*)$/s.exec(place.path)?.[1]
  if (path === undefined || !isSameFile(socketFileAt(path), socketFileAt(place.path))) return place
  return { ...place, path }
}
