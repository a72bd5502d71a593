/** Limits on what whoever has a WebSocket can make the bridge hold, whatever it carries; as `ws` names them. */
export const socketLimits = {
  maxFragments: 64,
  // The longest message may come in packets of a slow network, little more than a kilobyte each.
  maxBufferedChunks: 1024,
  maxPendingAutoPongs: 8,
  // A peer that does not answer our close is cut off after this many milliseconds.
  closeTimeout: 2000,
  // Compression costs thirty times the throughput and gains nothing on a host's own wires.
  perMessageDeflate: false,
  skipUTF8Validation: false,
} as const
