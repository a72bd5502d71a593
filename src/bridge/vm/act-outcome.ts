import type { ActOutcome } from '#api/types.ts'
import { isErrorReply } from '../wire/reply-id.ts'

/** What came of a command. */
export interface Outcome {
  outcome: ActOutcome
  error?: { class: string; desc: string }
}

/** Characters of a description that are passed on; there is no limit to what QEMU may say. */
const longestDescription = 1000

/** Characters of an error's class; QEMU's own are shorter. */
const longestClass = 64

/** Reads what came of a command out of QEMU's reply. */
export function actOutcome(reply: Uint8Array): Outcome {
  if (!isErrorReply(reply)) return { outcome: 'done' }
  const error = readRefusal(reply)
  return { outcome: 'refused', ...(error && { error }) }
}

/** Undefined for an error that is not shaped as QEMU's errors are. */
export function readRefusal(reply: Uint8Array): Outcome['error'] {
  try {
    const { error } = JSON.parse(Buffer.from(reply).toString())
    return {
      class: String(error.class).slice(0, longestClass),
      desc: String(error.desc).slice(0, longestDescription),
    }
  } catch {
    return undefined
  }
}
