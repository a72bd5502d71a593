import type { Api } from '#api/api.ts'
import type { EventHistory } from '#api/types.ts'
import { oneLineJson } from '#model/one-line-json.ts'
import { readEvent } from '#qmp/event.ts'
import type { Message } from '#qmp/messages.ts'
import { parseJson } from '#qmp/wire/json.ts'
import type { EventLog } from './event-log.ts'
import { type Missed, recordEntries } from './record-entries.ts'
import type { TimedEvent } from './witnessed.ts'

/** What a page gets to know of the time before its session. */
export interface CaughtUp {
  /** Events since somebody has watched without a gap, oldest first, that did not come live. */
  events: readonly TimedEvent[]
  /** Somebody has watched all the time since this page caught up last. */
  isUnbroken: boolean
}

/** As many as the bridge keeps. */
const liveKept = 4096

/** What the bridge has seen on a VM: fills the log with what this page has not, each event once. */
export class BridgeRecord {
  readonly #vm: string
  readonly #log: EventLog
  readonly #history: Api['history']
  #epoch: string | undefined
  /** Number of the last event that is known here. */
  #last = 0
  /** End of the last gap that is known here. */
  #gapsTo = 0
  /** Events that came live since the record was read: they have no numbers, so they are known by their text. */
  #live: string[] = []

  constructor(vm: string, log: EventLog, history: Api['history']) {
    this.#vm = vm
    this.#log = log
    this.#history = history
  }

  /** An event came live, character by character. */
  cameLive(text: string): void {
    this.#live.push(text)
    if (this.#live.length > 2 * liveKept) this.#live = this.#live.slice(-liveKept)
  }

  /**
   * Asks what the bridge has seen, and puts what is new here into the log, at its time. To be called once a session
   * is ready, so that nothing falls between record and session.
   * @param now ms since 1970
   * @throws ApiFailure
   */
  async catchUp(now: number): Promise<CaughtUp> {
    const record = await this.#read()
    const wasKnown = this.#epoch !== undefined
    const isNew = record.epoch !== this.#epoch
    if (isNew) this.#last = this.#gapsTo = 0
    const gaps = record.gaps.filter(({ to }) => to > this.#gapsTo)
    const missed = this.#missed(record.events, now)
    const beganAnew = isNew && wasKnown
    this.#log.insert(recordEntries({ vm: this.#vm, missed, gaps, now, beganAnew }))
    this.#epoch = record.epoch
    this.#last = record.events.at(-1)?.seq ?? this.#last
    this.#gapsTo = gaps.at(-1)?.to ?? this.#gapsTo
    const watchedSince = record.gaps.at(-1)?.after ?? 0
    return {
      events: missed.filter(({ seq }) => seq > watchedSince).map(({ event }) => event),
      isUnbroken: wasKnown && !isNew && gaps.length === 0,
    }
  }

  /** Where numbers have started over, all that there is. */
  async #read(): Promise<EventHistory> {
    const record = await this.#history(this.#vm, this.#last)
    if (this.#epoch === undefined || record.epoch === this.#epoch) return record
    return this.#history(this.#vm, 0)
  }

  /** Those that this page has not seen. An event whose time QEMU did not know is given that of the one before. */
  #missed(events: EventHistory['events'], now: number): Missed[] {
    const live = countOf(this.#live.map((text) => [oneLineJson(parseJson(text)), text]))
    const missed: Missed[] = []
    for (const { seq, event } of events) {
      const text = oneLineJson(event)
      if (seq <= this.#last || live.take(text)) continue
      const read = readEvent(event as Message, text)
      if (read)
        missed.push({
          seq,
          event: { ...read, at: read.at ?? missed.at(-1)?.event.at ?? now },
          hostClock: read.at !== undefined,
        })
    }
    this.#live = live.rest()
    return missed
  }
}

/** Texts by what they say, each as often as it came. */
function countOf(texts: readonly (readonly [key: string, text: string])[]) {
  const byKey = new Map<string, string[]>()
  for (const [key, text] of texts) {
    const same = byKey.get(key)
    if (same) same.push(text)
    else byKey.set(key, [text])
  }
  return {
    /** Takes one away; false where there is none. */
    take: (key: string) => byKey.get(key)?.pop() !== undefined,
    rest: () => [...byKey.values()].flat(),
  }
}
