import type { EventName } from '../types.ts'
import { blockWords, jobWords } from './block-words.ts'
import { part } from './guards.ts'
import { deviceWords, memoryWords, otherWords } from './machine-words.ts'
import { runStateWords } from './run-state-words.ts'
import { type EventWords, type Sentence, say } from './sentence.ts'
import { displayWords, migrationWords, networkWords } from './traffic-words.ts'

/** Kinds of events, in the order and with the names in which people choose among them. */
export const eventCategories = {
  'run-state': 'Run state',
  block: 'Block',
  jobs: 'Jobs',
  devices: 'Devices',
  network: 'Network',
  display: 'Display',
  memory: 'Memory',
  migration: 'Migration',
  other: 'Other',
} as const

export type EventCategory = keyof typeof eventCategories

export interface EventDescription extends Sentence {
  category: EventCategory
}

const wordsOf = {
  'run-state': runStateWords,
  block: blockWords,
  jobs: jobWords,
  devices: deviceWords,
  network: networkWords,
  display: displayWords,
  memory: memoryWords,
  migration: migrationWords,
  other: otherWords,
} satisfies Record<EventCategory, Partial<EventWords>>

/** Total over all events: one that nobody has worded does not compile. */
const sentences: EventWords = {
  ...runStateWords,
  ...blockWords,
  ...jobWords,
  ...deviceWords,
  ...networkWords,
  ...displayWords,
  ...memoryWords,
  ...migrationWords,
  ...otherWords,
}

/** Says in one sentence what an event means, whatever its name and data; never throws. */
export function describeEvent(name: string, data: unknown): EventDescription {
  if (!isKnown(name)) {
    return { ...say('info', 'This dashboard does not know this event.'), category: 'other' }
  }
  const speak: (data: Readonly<Record<string, unknown>>) => Sentence = sentences[name]
  return { ...speak(part(data)), category: categoryOf(name) }
}

function isKnown(name: string): name is EventName {
  return Object.hasOwn(sentences, name)
}

function categoryOf(name: EventName): EventCategory {
  const categories = Object.keys(wordsOf) as EventCategory[]
  return categories.find((category) => name in wordsOf[category]) ?? 'other'
}
