import type { LogEntry } from '#query/event-log.ts'

/** The log as JSON lines: events as QEMU sent them, digit by digit; commands and news in the same shape of line. */
export function jsonLines(entries: Iterable<LogEntry>): string {
  let text = ''
  for (const entry of entries) text += `${lineOf(entry)}\n`
  return text
}

function lineOf(entry: LogEntry): string {
  const head = `"time":${JSON.stringify(new Date(entry.at).toISOString())},"vm":${JSON.stringify(entry.vm)}`
  if (entry.kind === 'event') return `{${head},"event":${entry.text.replace(/[\r\n]+\s*/g, '')}}`
  if (entry.kind === 'connection') return `{${head},"connection":${JSON.stringify(entry.words)}}`
  const { name: execute, args, outcome } = entry
  return `{${head},"command":${print({ execute, arguments: args })},"outcome":${print(outcome)}}`
}

function print(value: unknown): string {
  return JSON.stringify(value, (_key, member) => (typeof member === 'bigint' ? `${member}` : member))
}
