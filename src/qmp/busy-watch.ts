import type { Clock } from '#link/clock.ts'

/** A command that has waited long for QEMU's answer, and since when, by the session's clock. */
export interface Busy {
  command: string
  since: number
}

/** Says when a command has waited long, and when QEMU answers again (C-07). It never gives up on one. */
export class BusyWatch {
  readonly #clock: Clock
  readonly #patience: number
  readonly #tell: (waiting: Busy | undefined) => void
  #isBusy = false
  #cancel: () => void = () => {}

  /** @param patience in ms */
  constructor(clock: Clock, patience: number, tell: (waiting: Busy | undefined) => void) {
    this.#clock = clock
    this.#patience = patience
    this.#tell = tell
  }

  /** Watches from now on over the command that waits longest, if there is one. */
  watch(oldest: { command: string; sentAt?: number } | undefined): void {
    this.stop()
    if (this.#isBusy) this.#say(undefined)
    if (oldest?.sentAt === undefined) return
    const { command, sentAt: since } = oldest
    const left = Math.max(0, this.#patience - (this.#clock.now() - since))
    this.#cancel = this.#clock.after(left, () => this.#say({ command, since }))
  }

  stop(): void {
    this.#cancel()
  }

  #say(waiting: Busy | undefined): void {
    this.#isBusy = waiting !== undefined
    this.#tell(waiting)
  }
}
