import { Interrupted, type Refused } from './errors.ts'

/** A command on its way: what was asked, and whom the answer is for. */
export interface PendingCommand {
  id: string
  command: string
  /** The request as it is on the wire. */
  text: string
  /** When it was sent, by the session's clock; undefined while it waits its turn. */
  sentAt?: number
  /** QEMU does not answer it in its turn. */
  isOutOfBand?: boolean
  settle(answer: Answer): void
}

export type Answer = { value: unknown } | { failure: Refused | Interrupted }

/** From this time on, in ms, in which QEMU works on one command, it counts as slow. */
const slowFrom = 500

/**
 * Commands in order: at most `limit` of them are with QEMU, the rest wait (O-04). With an eighth QEMU stops
 * reading its socket, and nothing out of band can reach it any more. What goes out of band waits for nobody.
 *
 * What can wait goes behind all others, and to a slow QEMU only while nothing else is with it: QEMU answers in order,
 * so whatever is sent later has to wait for that one answer at most.
 */
export class PendingCommands {
  readonly #limit: number
  readonly #now: () => number
  readonly #send: (command: PendingCommand) => void
  readonly #sent = new Map<string, PendingCommand>()
  readonly #outOfBand = new Map<string, PendingCommand>()
  #waiting: PendingCommand[] = []
  #canWait: PendingCommand[] = []
  #answeredAt = 0
  #tookLast = 0

  /** @param now in ms, as `sentAt` */
  constructor(limit: number, now: () => number, send: (command: PendingCommand) => void) {
    this.#limit = limit
    this.#now = now
    this.#send = send
  }

  /** For how long QEMU worked on the command that it answered last, in ms. */
  get tookLast(): number {
    return this.#tookLast
  }

  add(command: PendingCommand): void {
    this.#waiting.push(command)
    this.#sendNext()
  }

  /** Adds one that all others may overtake. */
  addLater(command: PendingCommand): void {
    this.#canWait.push(command)
    this.#sendNext()
  }

  /** Sends at once, whatever waits (O-03). */
  addOutOfBand(command: PendingCommand): void {
    command.isOutOfBand = true
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
    this.#tookLast = this.#now() - this.#begunAt(command)
    this.#answeredAt = this.#now()
    this.#sent.delete(id)
    this.#sendNext()
    return command
  }

  /** The command that QEMU works on, and since when it can have done so. */
  oldest(): { command: string; since: number } | undefined {
    const oldest = this.#sent.values().next().value
    return oldest && { command: oldest.command, since: this.#begunAt(oldest) }
  }

  /** The link has ended: nobody is left without an answer. `quit` has done what it should (L-10). */
  interruptAll(): void {
    const sent = [...this.#outOfBand.values(), ...this.#sent.values()]
    const waiting = [...this.#waiting, ...this.#canWait]
    this.#outOfBand.clear()
    this.#sent.clear()
    this.#waiting = []
    this.#canWait = []
    for (const { command, settle } of sent) {
      settle(command === 'quit' ? { value: {} } : { failure: new Interrupted(command, true) })
    }
    for (const { command, settle } of waiting) settle({ failure: new Interrupted(command, false) })
  }

  /** QEMU begins with a command when it has come and the one before is answered. */
  #begunAt({ sentAt = 0 }: PendingCommand): number {
    return Math.max(sentAt, this.#answeredAt)
  }

  #sendNext(): void {
    while (this.#sent.size < this.#limit) {
      const next = this.#waiting.shift() ?? this.#nextThatCanWait()
      if (!next) return
      this.#sent.set(next.id, next)
      this.#send(next)
    }
  }

  #nextThatCanWait(): PendingCommand | undefined {
    const isFree = this.#tookLast < slowFrom || this.#sent.size === 0
    return isFree ? this.#canWait.shift() : undefined
  }
}
