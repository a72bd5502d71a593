/** An event as QEMU sent it. Its name and members may be any: newer QEMU has newer events (F-14). */
export interface QmpEvent {
  name: string
  data: Readonly<Record<string, unknown>>
  /** QEMU's host clock in milliseconds since 1970 with a fraction, or undefined where QEMU did not know (V-02). */
  at: number | undefined
  /** The message as QEMU sent it, character by character. */
  text: string
  /** Number under which the bridge keeps it; missing where no bridge is between. */
  seq?: number
}

/** Reads a message as an event; undefined for what is none. */
export function readEvent(message: Readonly<Record<string, unknown>>, text: string): QmpEvent | undefined {
  const { event, data, timestamp } = message
  if (typeof event !== 'string') return undefined
  // One literal: a spread takes as long as all the rest, and events come by the thousands.
  const read: QmpEvent = { name: event, data: isRecord(data) ? data : {}, at: readTimestamp(timestamp), text }
  const seq = readNumber(message['__qmp-dashboard'])
  if (seq === undefined) return read
  read.text = withoutNumber(text, seq)
  read.seq = seq
  return read
}

function readNumber(ours: unknown): number | undefined {
  return isRecord(ours) && typeof ours['seq'] === 'number' ? ours['seq'] : undefined
}

/** The bridge puts its member last. */
function withoutNumber(text: string, seq: number): string {
  const end = `, "__qmp-dashboard": {"seq": ${seq}}}`
  return text.endsWith(end) ? `${text.slice(0, -end.length)}}` : text
}

function readTimestamp(timestamp: unknown): number | undefined {
  if (!isRecord(timestamp)) return undefined
  const { seconds, microseconds } = timestamp
  if (typeof seconds !== 'number' || typeof microseconds !== 'number' || seconds < 0) return undefined
  return (seconds * 1_000_000 + microseconds) / 1000
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
