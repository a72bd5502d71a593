import type { WebSocket } from 'ws'
import { closeCodeOf } from '#api/close-codes.ts'
import { type Closing, closingFrame } from '#api/closing.ts'

/** Why a WebSocket is closed. */
export interface CloseInfo {
  /** For programs. */
  closing: Closing
  /** For a person, at most 123 bytes; no path, no address. */
  reason: string
}

/**
 * Closes a WebSocket and says why: for programs in a last text frame, for people in the close frame.
 * @param isMidMessage some of a message has been sent but not its end, so no other frame may follow
 */
export function closeWith(webSocket: WebSocket, { closing, reason }: CloseInfo, isMidMessage = false): void {
  if (webSocket.readyState === webSocket.OPEN && !isMidMessage) webSocket.send(closingFrame(closing))
  webSocket.close(closeCodeOf(closing), fitting(reason))
}

/** Bytes that a WebSocket close frame has for its reason. */
const longest = 123

/** A close reason that fits into its frame, cut between characters if need be. */
export function fitting(text: string): string {
  if (Buffer.byteLength(text) <= longest) return text
  const ellipsis = '…'
  let kept = ''
  let room = longest - Buffer.byteLength(ellipsis)
  for (const char of text) {
    room -= Buffer.byteLength(char)
    if (room < 0) break
    kept += char
  }
  return kept + ellipsis
}
