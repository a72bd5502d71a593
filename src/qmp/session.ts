import type { Clock } from '#link/clock.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import type { ArgumentsParameter, CommandName, Return } from '#qapi/types.ts'
import { type Busy, BusyWatch } from './busy-watch.ts'
import { Garbled, type QmpError, Unreachable } from './errors.ts'
import { type QmpEvent, readEvent } from './event.ts'
import { type Message, printRequest, readDrop, readRefusal } from './messages.ts'
import { isOutOfBand } from './out-of-band.ts'
import { type Answer, type PendingCommand, PendingCommands } from './pending-commands.ts'
import { RecentLines } from './recent-lines.ts'
import { answersOneAtATime, type Greeting, readGreeting } from './wire/greeting.ts'
import { parseJson } from './wire/json.ts'

/**
 * Sends a command and gives QEMU's answer. Never sent twice, never timed out: a slow QEMU is reported as busy, and its
 * late answer still counts (C-07, C-08). What may go out of band goes past everything that waits, also while something
 * blocks QEMU (O-03, O-07); a QEMU that has not offered `oob` gets it in its turn.
 * @throws Refused, Interrupted or Unreachable
 */
export type Execute = <C extends CommandName>(
  command: C,
  ...args: ArgumentsParameter<C>
) => Promise<Return<C>>

/** A negotiated conversation with one QEMU. There is none before it is ready, and none after it has closed. */
export interface Session {
  readonly greeting: Greeting
  readonly execute: Execute
  /** The same for what can wait: all other commands go before it, and a slow QEMU gets one at a time. */
  readonly executeLater: Execute
  close(): void
}

/** Who is told what happens in a session. Nothing is called after `closed`. */
export interface SessionObserver {
  event(event: QmpEvent): void
  /** The session was ready, and has ended. */
  closed(why: QmpError): void
  /** A command has waited long for QEMU, or, with undefined, QEMU answers again. */
  busy(waiting: Busy | undefined): void
  /** Something on the wire that belongs to nobody: an unknown id (P-09), an error without id (E-03), no object. */
  stray(text: string): void
}

export interface SessionOptions {
  /** Gives one message a text, as the bridge does; a socket to QEMU itself has to be `framed`. */
  link: Link
  clock: Clock
  observer: SessionObserver
  /** Beginning of every id; must differ from session to session, since an old client's reply may come (P-09). */
  idPrefix: string
  /** How long to wait for the greeting, in ms. Who dials through a bridge waits longer: it knows better why none comes. */
  greetingWithin?: number
  /** After how long an unanswered command makes QEMU busy, in ms. */
  busyAfter?: number
}

/** In its turn, behind all that has a turn, or past all of them. */
type When = 'now' | 'later' | 'out of band'

/** QEMU reads eight requests ahead and then stops reading; with seven it still hears what comes out of band (O-04). */
const inFlightLimit = 7

/**
 * Waits for the greeting, negotiates, and gives the session. Closing the link gives up.
 * @throws Unreachable when the link ends or no greeting comes; Garbled when what came is not QMP; Refused when
 *   QEMU does not accept the negotiation
 */
export function openSession(options: SessionOptions): Promise<Session> {
  return new Promise((resolve, reject) => new SessionMachine(options, resolve, reject))
}

class SessionMachine {
  readonly #options: SessionOptions
  readonly #ready: (session: Session) => void
  readonly #failed: (why: QmpError) => void
  readonly #recent = new RecentLines()
  readonly #busy: BusyWatch
  readonly #cancelGreeting: () => void
  #phase: 'connecting' | 'negotiating' | 'ready' | 'closed' = 'connecting'
  #commands: PendingCommands
  #oob = false
  #nextId = 0

  constructor(options: SessionOptions, ready: (session: Session) => void, failed: (why: QmpError) => void) {
    this.#options = options
    this.#ready = ready
    this.#failed = failed
    const { link, clock, observer, greetingWithin = 5000, busyAfter = 5000 } = options
    this.#busy = new BusyWatch(clock, busyAfter, (waiting) => observer.busy(waiting))
    this.#commands = this.#commandQueue(inFlightLimit)
    link.onText = (text) => this.#take(text)
    link.onEnded = (end) => this.#close(new Unreachable(end), end)
    this.#cancelGreeting = clock.after(greetingWithin, () => this.#noGreeting())
  }

  #take(text: string): void {
    this.#recent.add(text)
    const message = readObject(text)
    if (message) this.#takeMessage(message, text)
    else if (text.trimStart().startsWith('{')) this.#garbled('Unexpected data: not JSON.')
    else this.#options.observer.stray(text)
  }

  #takeMessage(message: Message, text: string): void {
    const event = readEvent(message, text)
    if (this.#phase === 'connecting' && !event) return this.#takeGreeting(message, text)
    if (!event && !('return' in message || 'error' in message)) {
      return this.#garbled('Unexpected message: neither an answer nor an event.')
    }
    if (event) this.#takeEvent(event)
    else this.#takeAnswer(message, text)
  }

  #takeGreeting(message: Message, text: string): void {
    const greeting = readGreeting(message)
    if (!greeting) return this.#options.observer.stray(text)
    this.#cancelGreeting()
    // P-02: QEMU 0.12 names no version and knows no negotiation.
    if (!greeting.version) return this.#becomeReady(greeting)
    this.#phase = 'negotiating'
    this.#negotiate(greeting, greeting.capabilities.includes('oob'))
  }

  /** Enables nothing but what was offered and is of use (N-03, N-05). */
  #negotiate(greeting: Greeting, oob: boolean): void {
    const args = oob ? { enable: ['oob'] } : undefined
    this.#request('qmp_capabilities', args, (answer) => {
      // In the same turn as the answer, so that no event behind it is missed.
      const refusal = 'failure' in answer && answer.failure.kind === 'refused' ? answer.failure : undefined
      this.#oob = oob && !refusal
      // P-02, N-04: there is no negotiation, or it is over.
      const goesWithout = refusal?.class === 'CommandNotFound'
      if ('value' in answer || goesWithout) this.#becomeReady(greeting)
      else if (refusal && oob) this.#negotiate(greeting, false)
      else if (refusal) this.#close(refusal)
    })
  }

  #becomeReady(greeting: Greeting): void {
    if (this.#phase === 'closed') return
    this.#phase = 'ready'
    if (answersOneAtATime(greeting)) this.#commands = this.#commandQueue(1)
    this.#ready({
      greeting,
      execute: (command, ...args) => this.#execute(command, args[0], 'now') as Promise<never>,
      executeLater: (command, ...args) => this.#execute(command, args[0], 'later') as Promise<never>,
      close: () => this.#options.link.close(),
    })
  }

  #takeEvent(event: QmpEvent): void {
    // Before the negotiation QEMU sends few events (P-04), and everything is asked for after it anyway (N-02).
    this.#options.observer.event(event)
    if (event.name !== 'COMMAND_DROPPED') return
    const dropped = this.#taken(event.data['id'])
    dropped?.settle({ failure: readDrop(event.data, dropped) })
  }

  #takeAnswer(message: Message, text: string): void {
    const pending = this.#taken(message['id'])
    if (!pending) return this.#options.observer.stray(text)
    pending.settle(
      'return' in message ? { value: message['return'] } : { failure: readRefusal(message, pending) },
    )
  }

  #taken(id: unknown): PendingCommand | undefined {
    const taken = this.#commands.take(id)
    // An answer out of band says nothing of the command that QEMU works on.
    if (taken && !taken.isOutOfBand) {
      this.#busy.answered(this.#commands.tookLast)
      this.#busy.watch(this.#commands.oldest())
    }
    return taken
  }

  #execute(command: CommandName, args: unknown, when: 'now' | 'later'): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer) =>
        'failure' in answer ? reject(answer.failure) : resolve(answer.value)
      this.#request(command, args, settle, this.#oob && isOutOfBand(command) ? 'out of band' : when)
    })
  }

  #request(command: string, args: unknown, settle: (answer: Answer) => void, when: When = 'now'): void {
    if (this.#phase === 'closed') throw new Unreachable({ cause: 'closed', reason: 'the session has ended' })
    const id = `${this.#options.idPrefix}-${++this.#nextId}`
    const text = printRequest(when === 'out of band' ? 'exec-oob' : 'execute', command, args, id)
    const pending = { id, command, text, settle }
    if (when === 'out of band') this.#commands.addOutOfBand(pending)
    else if (when === 'later') this.#commands.addLater(pending)
    else this.#commands.add(pending)
  }

  #commandQueue(limit: number): PendingCommands {
    const now = () => this.#options.clock.now()
    return new PendingCommands(limit, now, (command) => {
      command.sentAt = now()
      // F-06: QEMU 0.12 runs a command only when one more character follows it.
      this.#options.link.send(`${command.text}\n`)
      this.#busy.watch(this.#commands.oldest())
    })
  }

  #noGreeting(): void {
    this.#close(
      new Unreachable({
        cause: 'silent',
        heard: 'nothing',
        reason:
          'The socket is open, but no QMP greeting came: most likely another client holds it; else QEMU is stopped, or it is no QMP monitor.',
      }),
    )
  }

  #garbled(what: string): void {
    this.#close(new Garbled(what, this.#recent.list()))
  }

  #close(why: QmpError, end?: LinkEnd): void {
    if (this.#phase === 'closed') return
    const wasReady = this.#phase === 'ready'
    this.#phase = 'closed'
    this.#cancelGreeting()
    this.#busy.stop()
    if (!end) this.#options.link.close()
    this.#commands.interruptAll()
    if (wasReady) this.#options.observer.closed(why)
    else this.#failed(why)
  }
}

function readObject(text: string): Message | undefined {
  try {
    const value = parseJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Message)
      : undefined
  } catch {
    return undefined
  }
}
