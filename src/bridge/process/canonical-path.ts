import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** An absolute path without symbolic links in its folders. The last part is a socket, which may be gone. */
export async function canonicalPath(path: string): Promise<string> {
  return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path))
}
