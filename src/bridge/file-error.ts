/** Why a file could not be read or written, for a sentence that has named it: `there is no such file`. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return words.get(code) ?? (code === '' ? String(error) : `the system says ${code}`)
}

const words: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file or folder'],
  ['EACCES', 'this user may not'],
  ['EPERM', 'this user may not'],
  ['EISDIR', 'it is a folder, not a file'],
  ['ENOTDIR', 'what should be a folder on its path is none'],
  ['ENAMETOOLONG', 'its name is too long'],
  ['ELOOP', 'its links lead in a circle'],
  ['EROFS', 'its file system cannot be written to'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'this user has used up the space that is allowed'],
  ['EMFILE', 'too many files are open'],
  ['EIO', 'the disk has failed'],
])
