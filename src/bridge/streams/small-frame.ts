/** Up to here one more copy costs less than what the library does for a frame. */
const mostBytes = 4096
const binary = 0x82

export function isSmall(payload: Buffer): boolean {
  return payload.length <= mostBytes
}

/** A whole binary message in one frame, as a server sends it (RFC 6455, section 5.2), for a payload that is small. */
export function smallFrame(payload: Buffer): Buffer {
  const { length } = payload
  const headerLength = length < 126 ? 2 : 4
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = binary
  frame[1] = length < 126 ? length : 126
  if (headerLength === 4) frame.writeUInt16BE(length, 2)
  payload.copy(frame, headerLength)
  return frame
}
