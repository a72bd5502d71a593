import type { RefusalCode } from '#api/types.ts'

/** An answer that QEMU's socket would have given, or that only the bridge can give, as a QMP message. */
export function success(idText: string | undefined): Buffer {
  return Buffer.from(idText === undefined ? '{"return": {}}' : `{"return": {}, "id": ${idText}}`)
}

/** What an error says. */
export interface ErrorReply {
  class: 'GenericError' | 'CommandNotFound'
  words: string
  /** Says that the bridge refused, and why, for programs; left out where QEMU would say the very same. */
  code?: RefusalCode
}

/** An error in QEMU's form, with the client's own id, as JSON text. */
export function failure(errorReply: ErrorReply, idText: string | undefined): Buffer {
  const error = JSON.stringify({ class: errorReply.class, desc: errorReply.words })
  const id = idText === undefined ? '' : `"id": ${idText}, `
  const code =
    errorReply.code === undefined ? '' : `, "__qmp-dashboard": ${JSON.stringify({ code: errorReply.code })}`
  return Buffer.from(`{${id}"error": ${error}${code}}`)
}

/** A complaint of the class that QEMU has for nearly all. */
export function generic(words: string, code?: RefusalCode): ErrorReply {
  return { class: 'GenericError', words, ...(code !== undefined && { code }) }
}

/** The connection has gone with the question, and nobody can say whether it ran. */
export const outcomeUnknown = generic(
  'The connection to QEMU ended before it answered: outcome unknown.',
  'outcome-unknown',
)
