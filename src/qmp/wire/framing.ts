/** A message grew past the limit before it ended (F-10). */
export class FramingOverflow extends Error {
  override readonly name = 'FramingOverflow'

  /** @param limit in characters of a text, or bytes of a stream */
  constructor(limit: number) {
    super(`a message is longer than ${limit} characters`)
  }
}

/** The largest message QEMU itself would accept (F-10), and so the largest that is taken from it, in bytes. */
export const messageLimit = 64 * 1024 * 1024
