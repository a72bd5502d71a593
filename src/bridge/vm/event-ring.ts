import { randomBytes } from 'node:crypto'
import type { WatchGap } from '#api/types.ts'
import { asJson } from '#qmp/wire/json.ts'
import type { Limits } from '../limits.ts'
import { asciiText, firstMember, nextMember, valueEnd } from '../wire/top-level-member.ts'
import { FairRing, type RingEntry } from './fair-ring.ts'

const nothing = Buffer.alloc(0)
const comma = Buffer.from(',')

/** Times without a watcher that are kept. */
const gapsKept = 64

interface Kept extends RingEntry {
  seq: number
  /** As QEMU sent it; once somebody has asked, as the history has it, and empty for what is no JSON. */
  text: Buffer
  isEntry: boolean
}

/**
 * What the bridge has seen on a VM, as QEMU sent it, from a bounded ring in which each event name has its share; and when
 * nobody watched. Events of such a time are lost: QEMU keeps none for later.
 */
export class EventRing {
  readonly #ring: FairRing<Kept>
  readonly #epoch = randomBytes(9).toString('base64url')
  #lastSeq = 0
  #gaps: WatchGap[] = []
  /** Since when nobody watches, and why; undefined while someone does, and before anyone ever did. */
  #unwatched: { since: number; byQemu: boolean } | undefined

  constructor(limits: Limits) {
    this.#ring = new FairRing(limits.keptEvents, limits.keptEventBytes)
  }

  /** Number of the newest event; 0 before the first. */
  get last(): number {
    return this.#lastSeq
  }

  /**
   * Keeps a copy: what came may be a small part of a large read, which it would keep alive.
   * @returns the event as clients get it: with its number, every other byte as QEMU sent it
   */
  add(message: Uint8Array): Uint8Array {
    const seq = ++this.#lastSeq
    const kind = eventName(message)
    this.#ring.add({ kind, bytes: message.length, seq, text: Buffer.from(message), isEntry: false })
    return Buffer.concat([message.subarray(0, -1), Buffer.from(`, "__qmp-dashboard": {"seq": ${seq}}}`)])
  }

  /** Someone watches from now on. @param now milliseconds since 1970 */
  watched(now: number): void {
    if (this.#unwatched === undefined) return
    const { since: from, byQemu } = this.#unwatched
    this.#gaps.push({ after: this.#lastSeq, from, to: now, ...(byQemu && { byQemu }) })
    if (this.#gaps.length > gapsKept) this.#gaps.shift()
    this.#unwatched = undefined
  }

  /**
   * Nobody watches any more.
   * @param now milliseconds since 1970
   * @param byQemu QEMU has closed the connection, so whatever answers next may be another QEMU
   */
  unwatched(now: number, byQemu: boolean): void {
    this.#unwatched ??= { since: now, byQemu }
  }

  /** The `EventHistory` of the API as JSON text; events after number `after`, digit by digit as QEMU sent them. */
  toJson(after: number): Buffer {
    const first = this.#ring.entries[0]?.seq ?? this.#lastSeq + 1
    const gaps = JSON.stringify(this.#gaps.filter((gap) => gap.after >= after))
    const parts: Buffer[] = [Buffer.from(`{"epoch":"${this.#epoch}","first":${first},"events":[`)]
    for (const kept of this.#ring.entries) {
      if (kept.seq <= after) continue
      const entry = this.#entryOf(kept)
      if (entry.length > 0) parts.push(parts.length === 1 ? nothing : comma, entry)
    }
    return Buffer.concat([...parts, Buffer.from(`],"gaps":${gaps}}`)])
  }

  /** Made once, however many ask. One that is no JSON would make all others unreadable. */
  #entryOf(kept: Kept): Buffer {
    if (kept.isEntry) return kept.text
    const event = asJson(kept.text.toString())
    const entry = event === undefined ? nothing : Buffer.from(`{"seq":${kept.seq},"event":${event}}`)
    kept.text = entry
    kept.isEntry = true
    return entry
  }
}

/** The name of an event; empty for what has none. */
function eventName(message: Uint8Array): string {
  let member = firstMember(message)
  while (member) {
    const end = valueEnd(message, member)
    const from = member.valueFrom + 1
    if (member.name === 'event') return asciiText(message, from, Math.min(end - 1, from + longestName))
    member = nextMember(message, end)
  }
  return ''
}

/** In characters; QEMU's own are shorter. */
const longestName = 64
