import type { Clock } from '#link/clock.ts'
import type { QmpError } from '#qmp/errors.ts'
import { type EventLog, outcomeOfFailure } from './event-log.ts'

/** A command of this page in the log: there from when it is sent, with what came of it, and how long that took. */
export class LoggedAct {
  /** When it was sent, in ms since 1970. */
  readonly at: number
  readonly #log: EventLog
  readonly #clock: Clock
  readonly #seq: number

  constructor(log: EventLog, clock: Clock, { vm, name, args }: { vm: string; name: string; args: unknown }) {
    this.#log = log
    this.#clock = clock
    this.at = clock.now()
    this.#seq = log.append({ kind: 'command', vm, at: this.at, name, args, outcome: { state: 'asked' } })
  }

  done(): void {
    this.#log.settle(this.#seq, { state: 'done', ms: this.#clock.now() - this.at })
  }

  failed(failure: QmpError): void {
    this.#log.settle(this.#seq, outcomeOfFailure(failure, this.#clock.now() - this.at))
  }
}
