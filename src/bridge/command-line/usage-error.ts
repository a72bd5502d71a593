/** The command line asks for something that cannot be: the message is one line, what is wrong and what is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
