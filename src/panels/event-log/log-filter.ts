import type { LogEntry } from '#query/event-log.ts'
import { type EntryWords, wordsOf } from './entry-words.ts'

/** What one can choose to see, besides everything. */
export const kinds = [
  { id: 'warnings', label: 'Warnings' },
  { id: 'run-state', label: 'Run state' },
  { id: 'block', label: 'Block' },
  { id: 'devices', label: 'Devices' },
  { id: 'command', label: 'Commands' },
] as const

export type Kind = (typeof kinds)[number]['id']

export interface LogFilter {
  /** One VM, or all of them. */
  vm: string | undefined
  kind: Kind | undefined
  /** Matches name, sentence and what was on the wire, in any case. */
  text: string
}

/** The filter as a test of one entry. */
export function passes({ vm, kind, text }: LogFilter): (entry: LogEntry) => boolean {
  const wanted = text.trim().toLowerCase()
  return (entry) => {
    if (vm !== undefined && entry.vm !== vm) return false
    const words = wordsOf(entry)
    if (words.isDetail) return false
    if (kind === undefined && wanted === '') return true
    return isOfKind(words, kind) && (wanted === '' || searchText(entry, words).includes(wanted))
  }
}

function isOfKind({ tone, category }: EntryWords, kind: Kind | undefined): boolean {
  if (kind === undefined) return true
  if (kind === 'warnings') return tone === 'warn' || tone === 'bad'
  if (kind === 'block') return category === 'block' || category === 'jobs'
  return category === kind
}

function searchText(entry: LogEntry, { name, text, about }: EntryWords): string {
  const wire = entry.kind === 'event' ? entry.text : ''
  return `${name} ${text} ${about} ${wire}`.toLowerCase()
}
