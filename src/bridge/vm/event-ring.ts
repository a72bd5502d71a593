import { randomBytes } from 'node:crypto'
import type { WatchGap } from '#api/types.ts'
import { asJson } from '#qmp/wire/json.ts'
import type { Limits } from '../limits.ts'

const nothing = Buffer.alloc(0)
const comma = Buffer.from(',')

/** Times without a watcher that are kept. */
const gapsKept = 64

interface Kept {
  seq: number
  /** As QEMU sent it; once somebody has asked, as the history has it, and empty for what is no JSON. */
  text: Buffer
  isEntry: boolean
}

/**
 * What the bridge has seen on a VM, as QEMU sent it, from a bounded ring; and when nobody watched. Events of such a time
 * are lost: QEMU keeps none for later.
 */
export class EventRing {
  readonly #limits: Limits
  readonly #epoch = randomBytes(9).toString('base64url')
  #kept: Kept[] = []
  #bytes = 0
  #lastSeq = 0
  #gaps: WatchGap[] = []
  /** Since when nobody watches; undefined while someone does, and before anyone ever did. */
  #unwatchedSince: number | undefined

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /**
   * Keeps a copy: what came may be a small part of a large read, which it would keep alive.
   * @returns the event as clients get it: with its number, every other byte as QEMU sent it
   */
  add(message: Uint8Array): Uint8Array {
    const seq = ++this.#lastSeq
    this.#kept.push({ seq, text: Buffer.from(message), isEntry: false })
    this.#bytes += message.length
    if (this.#kept.length > this.#limits.keptEvents || this.#bytes > this.#limits.keptEventBytes)
      this.#dropOldest()
    return Buffer.concat([message.subarray(0, -1), Buffer.from(`, "__qmp-dashboard": {"seq": ${seq}}}`)])
  }

  /** Someone watches from now on. @param now milliseconds since 1970 */
  watched(now: number): void {
    if (this.#unwatchedSince === undefined) return
    this.#gaps.push({ after: this.#lastSeq, from: this.#unwatchedSince, to: now })
    if (this.#gaps.length > gapsKept) this.#gaps.shift()
    this.#unwatchedSince = undefined
  }

  /** Nobody watches any more. @param now milliseconds since 1970 */
  unwatched(now: number): void {
    this.#unwatchedSince ??= now
  }

  /** The `EventHistory` of the API as JSON text; events after number `after`, digit by digit as QEMU sent them. */
  toJson(after: number): Buffer {
    const first = this.#kept[0]?.seq ?? this.#lastSeq + 1
    const gaps = JSON.stringify(this.#gaps.filter((gap) => gap.after >= after))
    const parts: Buffer[] = [Buffer.from(`{"epoch":"${this.#epoch}","first":${first},"events":[`)]
    for (const kept of this.#kept) {
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
    this.#bytes += entry.length - kept.text.length
    kept.text = entry
    kept.isEntry = true
    return entry
  }

  /** A tenth at a time, so that a full ring does not move at every event. */
  #dropOldest(): void {
    let dropped = 0
    do {
      dropped++
      this.#bytes -= this.#kept[dropped - 1]?.text.length ?? 0
    } while (
      dropped < this.#kept.length &&
      (dropped < this.#limits.keptEvents / 10 || this.#bytes > this.#limits.keptEventBytes)
    )
    this.#kept = this.#kept.slice(dropped)
  }
}
