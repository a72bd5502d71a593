import { randomBytes } from 'node:crypto'
import type { WatchGap } from '#api/types.ts'
import { asJson } from '#qmp/wire/json.ts'
import { limits } from '../limits.ts'

const nothing = Buffer.alloc(0)
const comma = Buffer.from(',')

/** Times without a watcher that are kept. */
const gapsKept = 64

interface Kept {
  seq: number
  /** As the history has it, its number before it. */
  entry: Buffer
}

/**
 * What the bridge has seen on a VM, as QEMU sent it, from a bounded ring; and when nobody watched. Events of such a time
 * are lost: QEMU keeps none for later.
 */
export class EventRing {
  readonly #epoch = randomBytes(9).toString('base64url')
  #kept: Kept[] = []
  #bytes = 0
  #lastSeq = 0
  #gaps: WatchGap[] = []
  /** Since when nobody watches; undefined while someone does, and before anyone ever did. */
  #unwatchedSince: number | undefined

  /** Keeps a copy. What is no JSON, which would make all others unreadable, counts and is not kept. */
  add(message: Uint8Array): void {
    const seq = ++this.#lastSeq
    const event = asJson(Buffer.from(message).toString())
    if (event === undefined) return
    const entry = Buffer.from(`{"seq":${seq},"event":${event}}`)
    this.#kept.push({ seq, entry })
    this.#bytes += entry.length
    if (this.#kept.length > limits.keptEvents || this.#bytes > limits.keptEventBytes) this.#dropOldest()
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
    for (const { seq, entry } of this.#kept) {
      if (seq > after) parts.push(parts.length === 1 ? nothing : comma, entry)
    }
    return Buffer.concat([...parts, Buffer.from(`],"gaps":${gaps}}`)])
  }

  /** A tenth at a time, so that a full ring does not move at every event. */
  #dropOldest(): void {
    let dropped = 0
    do {
      dropped++
      this.#bytes -= this.#kept[dropped - 1]?.entry.length ?? 0
    } while (
      dropped < this.#kept.length &&
      (dropped < limits.keptEvents / 10 || this.#bytes > limits.keptEventBytes)
    )
    this.#kept = this.#kept.slice(dropped)
  }
}
