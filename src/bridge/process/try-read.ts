/**
 * What a read gives; undefined where there is nothing, or nothing that this user may see.
 * @throws Error where this program has no more files to open, or no memory
 */
export function tryRead<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    return absent(error)
  }
}

/** The same for a read that takes time; rejects where `tryRead` throws. */
export async function tryReadLater<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  return await reading.catch(absent)
}

/** That we have run out of files to open does not mean that there is nothing. */
function absent(error: unknown): undefined {
  if (['EMFILE', 'ENFILE', 'ENOMEM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  return undefined
}
