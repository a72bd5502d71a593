import type { Timers } from '../timers.ts'
import type { ValueObject } from '../wire/value.ts'

/** Events that come at most once a second, and the member by which they are told apart (rule V-04). */
const rateLimited: Readonly<Record<string, string | undefined>> = {
  RTC_CHANGE: undefined,
  WATCHDOG: undefined,
  BALLOON_CHANGE: undefined,
  BLOCK_IO_ERROR: 'qom-path',
  VSERPORT_CHANGE: 'id',
}

const windowMs = 1000

/** Makes events, and holds back those that come too often: of the ones within a second, the last goes out at its end. */
export class Events {
  #timers: Timers
  #listener: (event: ValueObject) => void
  /** Windows that are open now, with what waits for their end. */
  #windows = new Map<string, ValueObject | undefined>()
  #sameMillisecond = { at: 0, count: 0 }

  constructor(timers: Timers, listener: (event: ValueObject) => void) {
    this.#timers = timers
    this.#listener = listener
  }

  emit(name: string, data?: ValueObject): void {
    const event: ValueObject = { timestamp: this.#timestamp(), event: name, ...(data && { data }) }
    if (!(name in rateLimited)) return this.#listener(event)
    const key = `${name} ${String(data?.[rateLimited[name] ?? ''])}`
    if (this.#windows.has(key)) this.#windows.set(key, event)
    else this.#open(key, event)
  }

  #open(key: string, event: ValueObject): void {
    this.#listener(event)
    this.#windows.set(key, undefined)
    this.#timers.after(windowMs, () => {
      const held = this.#windows.get(key)
      this.#windows.delete(key)
      if (held) this.#open(key, held)
    })
  }

  /** Two events of one millisecond differ by microseconds, so that their order shows. */
  #timestamp(): ValueObject {
    const now = Math.floor(this.#timers.now())
    const count = this.#sameMillisecond.at === now ? Math.min(this.#sameMillisecond.count + 1, 999) : 0
    this.#sameMillisecond = { at: now, count }
    return { seconds: Math.floor(now / 1000), microseconds: (now % 1000) * 1000 + count }
  }
}
