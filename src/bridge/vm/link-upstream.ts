import type { Dial, Link } from '#link/link.ts'
import { type Ending, gone, unreachable } from './ending.ts'
import type { Upstream, UpstreamListener } from './upstream.ts'

/** A simulated VM. It knows no back-pressure, so what it says during a pause is kept here. */
export class LinkUpstream implements Upstream {
  readonly #link: Link
  /** Undefined once it is closed, and after the end: nothing is called then. */
  #listener: UpstreamListener | undefined
  #paused = false
  #kept: Buffer[] = []
  #ending: Ending | undefined

  constructor(dial: Dial, listener: UpstreamListener) {
    this.#listener = listener
    this.#link = dial()
    this.#link.onText = (text) => {
      this.#kept.push(Buffer.from(text))
      this.#deliver()
    }
    this.#link.onEnded = ({ cause, reason }) => {
      const words = reason || 'The simulated QEMU closed the connection.'
      this.#ending = cause === 'unreachable' ? unreachable({ code: 'unreachable' }, words) : gone(words)
      this.#deliver()
    }
    queueMicrotask(() => this.#listener?.onOpen())
  }

  write(data: Buffer): boolean {
    this.#link.send(data.toString())
    return true
  }

  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
    this.#deliver()
  }

  close(): void {
    this.#listener = undefined
    this.#kept = []
    this.#link.close()
  }

  #deliver(): void {
    while (this.#listener && !this.#paused) {
      const next = this.#kept.shift()
      if (!next) break
      this.#listener.onData(next)
    }
    if (!this.#ending || this.#kept.length > 0) return
    const listener = this.#listener
    this.#listener = undefined
    listener?.onEnded(this.#ending)
  }
}
