/** Bytes that a WebSocket close frame has for its reason. */
const longest = 123

/** A close reason that fits into its frame, cut between characters if need be. */
export function closeReason(text: string): string {
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
