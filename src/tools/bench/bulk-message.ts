import { readFileSync } from 'node:fs'

const schema: unknown[] = JSON.parse(
  readFileSync(new URL('../../qapi/recorded/qemu-10.0.json', import.meta.url), 'utf8'),
)

/**
 * One message on one line, of exactly so many bytes, line end included: entries of a recorded schema inside the
 * given beginning and end, filled up with blanks. So it costs a reader what QEMU's own traffic would.
 */
export function bulkMessage(bytes: number, beginning: string, end: string): Buffer {
  const room = bytes - Buffer.byteLength(beginning + end) - 2
  let entries = ''
  for (let index = 0; ; index++) {
    const next = `${entries === '' ? '' : ', '}${quoted(schema[index % schema.length])}`
    if (entries.length + next.length > room) break
    entries += next
  }
  return Buffer.from(`${beginning}[${entries.padEnd(room)}]${end}`)
}

/** With the blanks that QEMU writes. */
function quoted(value: unknown): string {
  return JSON.stringify(value, null, 1).replace(/\n */g, ' ')
}
