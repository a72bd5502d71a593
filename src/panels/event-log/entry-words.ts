import type { EventCategory } from '#qapi/words/event-words.ts'
import type { LogEntry } from '#query/event-log.ts'
import type { DriveName } from '#query/use-drive-names.ts'
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

/** @param driveName where it is known, events name a block device as the page does, which QEMU may name by its drive, node or path */
export function wordsOf(entry: LogEntry, driveName?: DriveName): EntryWords {
  if (entry.kind === 'event') return wordsOfEvent(entry, driveName)
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

/** Events about a block device, whose `device` is the name of a drive; elsewhere it is that of a job or of the device itself. */
const ofDrives: ReadonlySet<string> = new Set([
  'BLOCK_IO_ERROR',
  'BLOCK_IMAGE_CORRUPTED',
  'DEVICE_TRAY_MOVED',
])

function wordsOfEvent(entry: LogEntry & { kind: 'event' }, driveName?: DriveName): EntryWords {
  const { name } = entry
  const device = ofDrives.has(name) ? driveName?.(entry.vm, entry.data) : undefined
  const data = device === undefined ? entry.data : { ...entry.data, device, 'qom-path': undefined }
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
