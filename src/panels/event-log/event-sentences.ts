import { useSyncExternalStore } from 'react'
import type { describeEvent, EventDescription } from '#qapi/words/event-words.ts'

// The sentences of all events are a tenth of the page's code; they are loaded with the first event.

type Describe = typeof describeEvent

let describe: Describe | undefined
let isLoading = false
const listeners = new Set<() => void>()

/** Says what an event means; without a sentence until those are there, and where they cannot be had. */
export function eventSentence(name: string, data: unknown): EventDescription {
  if (describe) return describe(name, data)
  load().catch(() => {
    // The dashboard's server is away: the next event asks again.
    isLoading = false
  })
  return { text: '', severity: 'info', about: '', category: 'other' }
}

async function load(): Promise<void> {
  if (isLoading) return
  isLoading = true
  describe = (await import('#qapi/words/event-words.ts')).describeEvent
  for (const listener of listeners) listener()
}

/** Whether the sentences are there; renders again when they come. */
export function useEventSentences(): boolean {
  return useSyncExternalStore(subscribe, () => describe !== undefined)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
