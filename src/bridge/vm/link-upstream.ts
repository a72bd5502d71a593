import type { Dial, Link } from '#link/link.ts'
import { type Ending, gone, unreachable } from './ending.ts'
import type { Upstream } from './upstream.ts'

/** A simulated VM. It knows no back-pressure, so what it says during a pause is kept here. */
export class LinkUpstream implements Upstream {
  onOpen: () => void = () => {}
  onData: (data: Buffer) => void = () => {}
  onDrain: () => void = () => {}
  onEnded: (ending: Ending) => void = () => {}
  readonly #link: Link
  #paused = false
  #kept: Buffer[] = []
  #ending: Ending | undefined

  constructor(dial: Dial) {
    this.#link = dial()
    this.#link.onText = (text) => {
      this.#kept.push(Buffer.from(text))
      this.#deliver()
    }
    this.#link.onEnded = ({ cause, reason }) => {
      const make = cause === 'unreachable' ? unreachable : gone
      this.#ending = make(reason || 'The simulated QEMU closed the connection.')
      this.#deliver()
    }
    queueMicrotask(() => this.onOpen())
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
    this.onOpen = this.onData = this.onDrain = this.onEnded = () => {}
    this.#link.onText = this.#link.onEnded = () => {}
    this.#link.close()
  }

  #deliver(): void {
    while (!this.#paused) {
      const next = this.#kept.shift()
      if (!next) break
      this.onData(next)
    }
    if (!this.#ending || this.#kept.length > 0) return
    const ending = this.#ending
    this.#ending = undefined
    this.onEnded(ending)
  }
}
