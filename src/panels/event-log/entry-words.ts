import type { EventCategory } from '#qapi/words/event-words.ts'
import type { LogEntry } from '#query/event-log.ts'
import type { IconName } from '#ui/icon.tsx'
import type { Tone } from '#ui/tone.ts'
import { textOfCommand, toneOfCommand, whoOfCommand } from './command-words.ts'
import { eventSentence } from './event-sentences.ts'

/** A line of the log, as words. */
export interface EntryWords {
  icon: IconName
  tone: Tone
  name: string
  text: string
  /** What it is about: a device, or who sent it and how long it took. */
  about: string
  category: EventCategory | 'command' | 'connection'
  /** Left out of the list: another line says it of the whole. */
  isDetail?: boolean
}

export function wordsOf(entry: LogEntry): EntryWords {
  if (entry.kind === 'event') return wordsOfEvent(entry)
  if (entry.kind === 'command') return wordsOfCommand(entry)
  const { words: text, severity } = entry
  const icon = severity === 'bad' ? 'unplug' : 'plug'
  return {
    icon,
    tone: toneOf[severity],
    name: 'connection',
    text,
    about: 'dashboard',
    category: 'connection',
  }
}

const toneOf = { info: 'grey', ok: 'ok', warn: 'warn', bad: 'bad' } as const satisfies Record<string, Tone>

/** Icons of the most common events. */
const iconOf: Readonly<Record<string, IconName>> = {
  STOP: 'pause',
  RESUME: 'play',
  RESET: 'reset',
  POWERDOWN: 'power',
  SHUTDOWN: 'off',
  SUSPEND: 'suspended',
  WAKEUP: 'wake',
}

function wordsOfEvent({ name, data }: LogEntry & { kind: 'event' }): EntryWords {
  const { text, severity, about = '', category, isDetail = false } = eventSentence(name, data)
  const icon = Object.hasOwn(iconOf, name) ? iconOf[name] : undefined
  const alarming = severity === 'warn' || severity === 'bad'
  return {
    icon: icon ?? (alarming ? 'alert' : 'dot'),
    tone: toneOf[severity],
    name,
    text,
    about,
    category,
    isDetail,
  }
}

function wordsOfCommand(entry: LogEntry & { kind: 'command' }): EntryWords {
  return {
    icon: 'command',
    tone: toneOfCommand(entry),
    name: entry.name,
    text: textOfCommand(entry),
    about: whoOfCommand(entry),
    category: 'command',
  }
}
