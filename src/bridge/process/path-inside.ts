import type { Stats } from 'node:fs'
import { lstat, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a path leads to. */
export interface Place {
  path: string
  stats: Stats
}

/**
 * An absolute path without symbolic links, as a process sees it whose file system begins at `root` (empty for
 * our own). Through `/proc/PID/root` the system itself would follow an absolute link out to our files.
 * @throws Error where there is nothing, or no end of links
 */
export async function pathInside(root: string, path: string): Promise<Place> {
  const toGo = partsOf(path)
  let resolved = '/'
  let stats: Stats | undefined
  for (let links = 0; toGo.length > 0; ) {
    const next = join(resolved, toGo.shift() ?? '')
    stats = await lstat(root + next)
    if (!stats.isSymbolicLink()) {
      resolved = next
      continue
    }
    if (++links > mostLinks) throw new Error('too many symbolic links')
    const target = await readlink(root + next)
    toGo.unshift(...partsOf(target))
    if (target.startsWith('/')) resolved = '/'
  }
  if (stats === undefined || stats.isSymbolicLink()) throw new Error('a link to nowhere')
  return { path: root + resolved, stats }
}

const mostLinks = 40

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.')
}
