import { limits } from '../limits.ts'
import { socketLimits } from '../socket-limits.ts'

/** How long a stream waits for what. Times are in milliseconds. */
export interface StreamPatience {
  /** For QEMU to say where the stream is. */
  askMs: number
  /** For a connection to it. */
  connectMs: number
  /** Between two pings to a viewer. */
  pingMs: number
  /** Without taking anything, after which a viewer of a stream with back-pressure is sent away. */
  stallMs: number
  /** During which QEMU does not take what a viewer has sent. */
  pauseMs: number
  /** How long a serial port is kept after its last viewer has left. */
  holdMs: number
  /** For QEMU to take the last bytes and close, once a viewer has left. */
  lingerMs: number
}

export const defaultStreamPatience: StreamPatience = {
  askMs: 10_000,
  connectMs: limits.connectMs,
  pingMs: limits.pingMs,
  stallMs: 60_000,
  pauseMs: limits.pauseMs,
  holdMs: 2000,
  lingerMs: 2000,
}

/** Limits for the WebSocketServer of streams: what a viewer can make the bridge hold. */
export const streamSocketLimits = {
  ...socketLimits,
  // A mebibyte of payload, and room for the few bytes that a protocol puts around it.
  maxPayload: 1024 * 1024 + 64,
} as const
