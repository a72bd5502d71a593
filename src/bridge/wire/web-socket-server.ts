import { WebSocket, WebSocketServer } from 'ws'
import { closeCodes } from '#api/close-codes.ts'
import type { Limits } from '../limits.ts'

/** The library's own close codes for frames against the rules, with the reason that it leaves out. */
const reasons: ReadonlyMap<number, string> = new Map([
  [1002, 'This is not a valid WebSocket frame (RFC 6455).'],
  [1007, 'This text is not UTF-8.'],
  [closeCodes.tooLarge, 'This message is too long.'],
])

/** How the library closes after a message in too many fragments or packets. */
const policyViolation = 1008

/** A WebSocket that gives a reason where the library closes it. */
class WebSocketWithReasons extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    const sent = code === policyViolation ? closeCodes.tooLarge : code
    super.close(sent, reason ?? reasons.get(sent ?? 0))
  }
}

/**
 * A WebSocket server without a port: upgrades are handed to it.
 * @param messageBytes the longest message that a client may send
 */
export function webSocketServer(protocol: string, messageBytes: number, limits: Limits): WebSocketServer {
  const { maxFragments, maxBufferedChunks, maxPendingAutoPongs, closeTimeout } = limits
  const options = {
    noServer: true,
    WebSocket: WebSocketWithReasons,
    handleProtocols: () => protocol,
    maxPayload: messageBytes,
    maxFragments,
    maxBufferedChunks,
    maxPendingAutoPongs,
    closeTimeout,
    // Compression costs thirty times the throughput and gains nothing on a host's own wires.
    perMessageDeflate: false,
    skipUTF8Validation: false,
  }
  // The types of the library lack some of its options.
  return new WebSocketServer(options)
}
