/**
 * What this system has room for in the address of a Unix socket, in bytes. Node would cut a longer path, and connect to
 * whatever has that name.
 */
export const longestSocketPath = process.platform === 'darwin' ? 103 : 107

/** Whether a Unix socket can have such a path here, relative or not; whether there is one is another question. */
export function canBeSocketPath(path: string): boolean {
  return path !== '' && !path.includes('\0') && Buffer.byteLength(path) <= longestSocketPath
}
