import { WebSocket } from 'ws'
import { closeCodes } from '#api/close-codes.ts'

/** The library's own codes for frames against the rules, and what to tell a person; it sends none. */
const words: ReadonlyMap<number, string> = new Map([
  [1002, 'This is no WebSocket frame as RFC 6455 has it.'],
  [1007, 'This text is not UTF-8.'],
  [closeCodes.tooLarge, 'This message is longer than one may be here.'],
])

/** What the library says of a message in too many fragments or pieces. */
const policyViolation = 1008

/** A WebSocket that says why where the library closes it. */
export class SpokenSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const told = code === policyViolation ? closeCodes.tooLarge : code
    super.close(told, reason ?? words.get(told ?? 0))
  }
}
