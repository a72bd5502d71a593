import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** An absolute path without symbolic links in its folders. The last part is a socket, which may be gone. */
export function canonicalPath(path: string): string {
  return join(canonicalFolder(dirname(path)), basename(path))
}

function canonicalFolder(folder: string): string {
  try {
    return realpathSync(folder)
  } catch {
    return folder
  }
}
