import type { LogEntry } from '#query/event-log.ts'

/**
 * The log as JSON lines. Events stand as QEMU sent them, digit by digit, and commands as they were asked; what only
 * this page knows is beside it, in a member of its own.
 */
export function jsonLines(entries: Iterable<LogEntry>): string {
  let text = ''
  for (const entry of entries) text += `${lineOf(entry)}\n`
  return text
}

function lineOf(entry: LogEntry): string {
  const { vm } = entry
  const time = new Date(entry.at).toISOString()
  if (entry.kind === 'event') return withOurs(onOneLine(entry.text), { vm })
  if (entry.kind === 'connection') return withOurs('{}', { vm, time, connection: entry.words })
  const { name: execute, args, outcome, by } = entry
  return withOurs(print({ execute, arguments: args }), { vm, time, by: by && `another ${by}`, outcome })
}

function withOurs(object: string, ours: Record<string, unknown>): string {
  const start = object.slice(0, object.lastIndexOf('}')).trimEnd()
  const comma = start.endsWith('{') ? '' : ', '
  return `${start}${comma}"__qmp-dashboard": ${print(ours)}}`
}

/** Line breaks stand only between the tokens of JSON, where `pretty=on` puts them. */
function onOneLine(text: string): string {
  return text.replace(/[\r\n]+\s*/g, '')
}

function print(value: unknown): string {
  return JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? `${member}` : member))
}

/**
 * `web-01-2026-11-28T07-51-02.jsonl`: which VM, and when the last line was written, in UTC; whatever a VM is called, it is a
 * name for a file.
 */
export function fileName(of: string, at: number | undefined): string {
  const name = of
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+/, '')
    .slice(0, 80)
  const time = at === undefined ? 'empty' : new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')
  return `${name || 'event-log'}-${time}.jsonl`
}

/** Gives the person a file to keep. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/jsonl' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
