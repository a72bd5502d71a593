import type { Api } from '#api/api.ts'
import type { EventHistory, WatchGap } from '#api/types.ts'
import { oneLineJson } from '#model/one-line-json.ts'
import { readEvent } from '#qmp/event.ts'
import type { Message } from '#qmp/messages.ts'
import type { EventLog } from './event-log.ts'
import type { Missed } from './record-entries.ts'
import type { TimedEvent } from './state-history.ts'

/** What a page gets to know of the time before its session. */
export interface CaughtUp {
  /** Events since somebody has watched without a gap, oldest first, that did not come live. */
  events: readonly TimedEvent[]
  /** Somebody has watched all the time since this page caught up last. */
  isUnbroken: boolean
  /** The same since QEMU closed a connection last: before that it may have been another QEMU. */
  ofThisQemu: readonly TimedEvent[]
  /** When QEMU closed a connection last, in ms since 1970; 0 where it has not since somebody watches. */
  qemuSince: number
  /** QEMU has closed no connection since this page caught up last. */
  isSameQemu: boolean
}

/** Numbers of events that came live in one session, all between them included. */
interface Run {
  readonly from: number
  to: number
}

/** What the bridge has seen on a VM: fills the log with what this page has not, each event once. */
export class EventBackfill {
  readonly #vm: string
  readonly #log: EventLog
  readonly #history: Api['history']
  #epoch: string | undefined
  /** Number of the last event that is known here. */
  #last = 0
  #qemuSince = 0
  /** End of the last gap that is known here. */
  #gapsTo = 0
  /** Beyond `#last`: what came live since the record was read. */
  #runs: Run[] = []
  /** The newest of them, while its session lasts. */
  #run: Run | undefined
  #sessions = 0
  /** The session in which the record was read: `#last` counts as its events do. */
  #readIn: number | undefined

  constructor(vm: string, log: EventLog, history: Api['history']) {
    this.#vm = vm
    this.#log = log
    this.#history = history
  }

  /** An event came live. Returns whether it is new here: the record, read meanwhile, may have had it already. */
  cameLive(seq: number): boolean {
    if (!this.#run) {
      this.#run = { from: seq, to: seq }
      this.#runs.push(this.#run)
    }
    this.#run.to = seq
    return this.#readIn !== this.#sessions || seq > this.#last
  }

  /** There is no session: what comes live next follows on nothing, and may have been numbered by another bridge. */
  linkLost(): void {
    this.#run = undefined
    this.#sessions++
  }

  /**
   * Asks what the bridge has seen, and puts what is new here into the log, at its time. To be called once a session
   * is ready, so that nothing falls between record and session.
   * @param now ms since 1970
   * @throws ApiFailure
   */
  async catchUp(now: number): Promise<CaughtUp> {
    const session = this.#sessions
    const [record, { recordEntries }] = await Promise.all([this.#read(), import('./record-entries.ts')])
    const wasKnown = this.#epoch !== undefined
    const isNew = record.epoch !== this.#epoch
    if (isNew) this.#last = this.#gapsTo = 0
    if (isNew && wasKnown) this.#runs = this.#ofThisSession()
    const gaps = record.gaps.filter(({ to }) => to > this.#gapsTo)
    const missed = this.#missed(record.events, now)
    const beganAnew = isNew && wasKnown
    this.#log.insert(recordEntries({ vm: this.#vm, missed, gaps, now, beganAnew }))
    this.#epoch = record.epoch
    this.#last = record.events.at(-1)?.seq ?? this.#last
    this.#runs = this.#ofThisSession()
    this.#readIn = session
    this.#gapsTo = gaps.at(-1)?.to ?? this.#gapsTo
    const after = (gap: WatchGap | undefined) =>
      missed.filter(({ seq }) => seq > (gap?.after ?? 0)).map(({ event }) => event)
    const byQemu = record.gaps.findLast((gap) => gap.byQemu)
    this.#qemuSince = byQemu?.from ?? (isNew ? 0 : this.#qemuSince)
    return {
      qemuSince: this.#qemuSince,
      events: after(record.gaps.at(-1)),
      isUnbroken: wasKnown && !isNew && gaps.length === 0,
      ofThisQemu: after(byQemu),
      isSameQemu: wasKnown && !gaps.some((gap) => gap.byQemu),
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
    const missed: Missed[] = []
    for (const { seq, event } of events) {
      if (this.#isKnown(seq)) continue
      const read = readEvent(event as Message, oneLineJson(event))
      if (read)
        missed.push({
          seq,
          event: { ...read, seq, at: read.at ?? missed.at(-1)?.event.at ?? now },
          hostClock: read.at !== undefined,
        })
    }
    return missed
  }

  #ofThisSession(): Run[] {
    return this.#run ? [this.#run] : []
  }

  #isKnown(seq: number): boolean {
    return seq <= this.#last || this.#runs.some(({ from, to }) => from <= seq && seq <= to)
  }
}
