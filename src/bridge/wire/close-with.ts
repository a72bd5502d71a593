import type { WebSocket } from 'ws'
import { closeCodeOf } from '#api/close-codes.ts'
import { type Closing, closingFrame } from '#api/closing.ts'
import { closeReason } from './close-reason.ts'

/** Closes a WebSocket and says why: for programs in a last text frame, for people in the close frame. */
export function closeWith(socket: WebSocket, closing: Closing, reason: string): void {
  if (socket.readyState === socket.OPEN) socket.send(closingFrame(closing))
  socket.close(closeCodeOf(closing), closeReason(reason))
}
