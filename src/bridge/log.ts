/** Writes one line for whoever runs the dashboard. It never gets a token to write. */
export type Log = (line: string) => void

/** A log on a stream, such as standard error. What came from outside cannot forge lines or move the cursor. */
export function logTo(stream: { write(text: string): unknown }): Log {
  return (line) => void stream.write(`qmp-dashboard: ${printable(line)}\n`)
}

/** Control characters, and those that turn the writing direction, as escapes, and no line longer than a screen or two. */
function printable(line: string): string {
  return line
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`)
    .slice(0, 2048)
}
