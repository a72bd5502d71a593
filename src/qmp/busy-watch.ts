import type { Clock } from '#link/clock.ts'

/** A command that has waited long for QEMU's answer, and since when QEMU works on it, by the session's clock. */
export interface Busy {
  command: string
  since: number
}

/** An answer that takes this many times as long as the last ones is unusual. */
const unusual = 3
const lastOnes = 3

/**
 * Says when QEMU has worked long on a command, and when it answers again (C-07). It never gives up on one. What is
 * usual for a slow QEMU is not told each time.
 */
export class BusyWatch {
  readonly #clock: Clock
  readonly #patience: number
  readonly #tell: (waiting: Busy | undefined) => void
  #took: number[] = []
  #isBusy = false
  #cancel: () => void = () => {}

  /** @param patience in ms */
  constructor(clock: Clock, patience: number, tell: (waiting: Busy | undefined) => void) {
    this.#clock = clock
    this.#patience = patience
    this.#tell = tell
  }

  /** QEMU has answered a command on which it worked so many ms. */
  answered(ms: number): void {
    this.#took = [...this.#took.slice(1 - lastOnes), ms]
    if (this.#isBusy) this.#say(undefined)
  }

  /** Watches from now on over the command that QEMU works on, if there is one. */
  watch(oldest: Busy | undefined): void {
    this.stop()
    if (!oldest || this.#isBusy) return
    const left = Math.max(0, this.#patienceNow() - (this.#clock.now() - oldest.since))
    this.#cancel = this.#clock.after(left, () => this.#say(oldest))
  }

  stop(): void {
    this.#cancel()
  }

  #patienceNow(): number {
    const usual = this.#took.length === 0 ? 0 : Math.min(...this.#took)
    return Math.max(this.#patience, unusual * usual)
  }

  #say(waiting: Busy | undefined): void {
    this.#isBusy = waiting !== undefined
    this.#tell(waiting)
  }
}
