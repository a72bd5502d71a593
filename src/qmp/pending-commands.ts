import { Interrupted, type Refused } from './errors.ts'

/** A command on its way: what was asked, and whom the answer is for. */
export interface PendingCommand {
  id: string
  command: string
  /** The request as it is on the wire. */
  text: string
  /** When it was sent, by the session's clock; undefined while it waits its turn. */
  sentAt?: number
  settle(answer: Answer): void
}

export type Answer = { value: unknown } | { failure: Refused | Interrupted }

/**
 * Commands in order: at most `limit` of them are with QEMU, the rest wait (O-04). With an eighth QEMU stops
 * reading its socket, and nothing out of band can reach it any more. What goes out of band waits for nobody.
 */
export class PendingCommands {
  readonly #limit: number
  readonly #send: (command: PendingCommand) => void
  readonly #sent = new Map<string, PendingCommand>()
  readonly #outOfBand = new Map<string, PendingCommand>()
  #waiting: PendingCommand[] = []

  constructor(limit: number, send: (command: PendingCommand) => void) {
    this.#limit = limit
    this.#send = send
  }

  add(command: PendingCommand): void {
    this.#waiting.push(command)
    this.#sendNext()
  }

  /** Sends at once, whatever waits (O-03). */
  addOutOfBand(command: PendingCommand): void {
    this.#outOfBand.set(command.id, command)
    this.#send(command)
  }

  /** Takes out the command an answer is for; undefined where none was asked (P-09). */
  take(id: unknown): PendingCommand | undefined {
    if (typeof id !== 'string') return undefined
    const outOfBand = this.#outOfBand.get(id)
    if (outOfBand) {
      this.#outOfBand.delete(id)
      return outOfBand
    }
    const command = this.#sent.get(id)
    if (!command) return undefined
    this.#sent.delete(id)
    this.#sendNext()
    return command
  }

  /** The command that waits longest for QEMU's answer. */
  oldest(): PendingCommand | undefined {
    return this.#sent.values().next().value
  }

  /** The link has ended: nobody is left without an answer. `quit` has done what it should (L-10). */
  interruptAll(): void {
    const sent = [...this.#outOfBand.values(), ...this.#sent.values()]
    const waiting = this.#waiting
    this.#outOfBand.clear()
    this.#sent.clear()
    this.#waiting = []
    for (const { command, settle } of sent) {
      settle(command === 'quit' ? { value: {} } : { failure: new Interrupted(command, true) })
    }
    for (const { command, settle } of waiting) settle({ failure: new Interrupted(command, false) })
  }

  #sendNext(): void {
    while (this.#sent.size < this.#limit) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#sent.set(next.id, next)
      this.#send(next)
    }
  }
}
