import type { EventData, EventName } from '../types.ts'

/** How much an event matters: `bad` needs somebody, `warn` wants a look, `ok` is good news. */
export type Severity = 'info' | 'ok' | 'warn' | 'bad'

/** What one event means, in one plain sentence. */
export interface Sentence {
  text: string
  severity: Severity
  /** The device, job or server it is about, by its own name. */
  about?: string
  /** Whether another event says the same of a whole device, so that lists leave this one out. */
  isDetail?: boolean
}

/** The members that an event of this kind may have. Data comes from a stranger: each of them may be anything. */
type Loose<T> = { readonly [K in T extends unknown ? keyof T : never]?: unknown }

/** A sentence for each of some events; never throws, whatever the data is. */
export type EventWords = { readonly [E in EventName]: (data: Loose<EventData<E>>) => Sentence }

export function say(severity: Severity, text: string, about = ''): Sentence {
  return about === '' ? { text, severity } : { text, severity, about }
}
