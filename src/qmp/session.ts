import type { Clock } from '#link/clock.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import type { ArgumentsParameter, CommandName, Return } from '#qapi/types.ts'
import { Garbled, type QmpError, Unreachable } from './errors.ts'
import { type QmpEvent, readEvent } from './event.ts'
import { type Message, printRequest, readRefusal } from './messages.ts'
import { type Answer, PendingCommands } from './pending-commands.ts'
import { RecentLines } from './recent-lines.ts'
import { recogniseGreeting, withoutTelnetOptions } from './wire/foreign-greeting.ts'
import { answersOneAtATime, type Greeting, readGreeting } from './wire/greeting.ts'
import { MessageReader } from './wire/message-reader.ts'

/** A negotiated conversation with one QEMU. There is none before it is ready, and none after it has closed. */
export interface Session {
  readonly greeting: Greeting
  /**
   * Sends a command and gives QEMU's answer. Never sent twice, never timed out: a slow QEMU is reported to the
   * observer as busy, and its late answer still counts (C-07, C-08).
   * @throws Refused, Interrupted or Unreachable
   */
  execute<C extends CommandName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  close(): void
}

/** Who is told what happens in a session. Nothing is called after `closed`. */
export interface SessionObserver {
  event(event: QmpEvent): void
  /** The session was ready, and has ended. */
  closed(why: QmpError): void
  /** A command has waited long for QEMU, or, with undefined, QEMU answers again. */
  busy(waiting: { command: string; since: number } | undefined): void
  /** Something on the wire that belongs to nobody: an unknown id (P-09), an error without id (E-03). */
  stray(text: string): void
}

export interface SessionOptions {
  link: Link
  clock: Clock
  observer: SessionObserver
  /** Beginning of every id; must differ from session to session, since an old client's reply may come (P-09). */
  idPrefix: string
  /** How long to wait for the greeting, in ms. */
  greetingWithin?: number
  /** After how long an unanswered command makes QEMU busy, in ms. */
  busyAfter?: number
}

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
  readonly #reader = new MessageReader()
  readonly #recent = new RecentLines()
  #phase: 'connecting' | 'negotiating' | 'ready' | 'closed' = 'connecting'
  #commands: PendingCommands
  #nextId = 0
  #noise = ''
  #cancelTimer: () => void
  #isBusy = false

  constructor(options: SessionOptions, ready: (session: Session) => void, failed: (why: QmpError) => void) {
    this.#options = options
    this.#ready = ready
    this.#failed = failed
    this.#commands = this.#commandQueue(inFlightLimit)
    const { link, clock, greetingWithin = 5000 } = options
    link.onText = (text) => this.#take(text)
    link.onEnded = (end) => this.#close(new Unreachable(end), end)
    this.#cancelTimer = clock.after(greetingWithin, () => this.#noGreeting())
  }

  #take(text: string): void {
    try {
      for (const reading of this.#reader.push(text)) {
        if (this.#phase === 'closed') return
        this.#recent.add(reading.text)
        if (reading.kind === 'noise') this.#takeNoise(reading.text)
        else if (reading.kind === 'broken') this.#garbled('What came is no JSON.')
        // It begins with a brace, so it is an object.
        else this.#takeMessage(reading.value as Message, reading.text)
      }
    } catch (error) {
      this.#garbled(error instanceof Error ? error.message : String(error))
    }
  }

  #takeNoise(text: string): void {
    if (this.#phase !== 'connecting') return this.#garbled('Text came that is no QMP message.')
    this.#noise += text
    const enough = /\n|.{64}/.test(withoutTelnetOptions(this.#noise))
    if (enough) this.#garbled(recogniseGreeting(this.#noise).words)
  }

  #takeMessage(message: Message, text: string): void {
    if (this.#phase === 'connecting') return this.#takeGreeting(message, text)
    const event = readEvent(message, text)
    if (event) {
      // Before the negotiation QEMU promises no events, and whoever becomes ready asks for everything anyway (N-02).
      if (this.#phase === 'ready') this.#options.observer.event(event)
    } else if ('return' in message || 'error' in message) this.#takeAnswer(message, text)
    else this.#garbled('A message came that is neither answer nor event.')
  }

  #takeGreeting(message: Message, text: string): void {
    const greeting = readGreeting(message)
    if (!greeting) return this.#options.observer.stray(text)
    this.#cancelTimer()
    // P-02: QEMU 0.12 names no version and knows no negotiation.
    if (!greeting.version) return this.#becomeReady(greeting)
    this.#phase = 'negotiating'
    this.#request('qmp_capabilities', undefined, (answer) => this.#negotiated(answer, greeting))
  }

  /** In the same turn as the answer, so that no event behind it is missed. */
  #negotiated(answer: Answer, greeting: Greeting): void {
    const refusal = 'failure' in answer && answer.failure.kind === 'refused' ? answer.failure : undefined
    const knowsNoNegotiation = refusal?.class === 'CommandNotFound'
    if ('value' in answer || knowsNoNegotiation) this.#becomeReady(greeting)
    else if (refusal) this.#close(refusal)
  }

  #becomeReady(greeting: Greeting): void {
    if (this.#phase === 'closed') return
    this.#phase = 'ready'
    if (answersOneAtATime(greeting)) this.#commands = this.#commandQueue(1)
    const session: Session = {
      greeting,
      execute: (command, ...args) => this.#execute(command, args[0]) as Promise<never>,
      close: () => this.#options.link.close(),
    }
    this.#ready(session)
  }

  #takeAnswer(message: Message, text: string): void {
    const pending = this.#commands.take(message['id'])
    if (!pending) return this.#options.observer.stray(text)
    this.#watchForBusy()
    pending.settle(
      'return' in message ? { value: message['return'] } : { failure: readRefusal(message, pending) },
    )
  }

  #execute(command: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#request(command, args, (answer) =>
        'failure' in answer ? reject(answer.failure) : resolve(answer.value),
      )
    })
  }

  #request(command: string, args: unknown, settle: (answer: Answer) => void): void {
    if (this.#phase === 'closed') throw new Unreachable({ cause: 'closed', reason: 'the session has ended' })
    const id = `${this.#options.idPrefix}-${++this.#nextId}`
    this.#commands.add({ id, command, text: printRequest(command, args, id), settle })
  }

  #commandQueue(limit: number): PendingCommands {
    return new PendingCommands(limit, (command) => {
      command.sentAt = this.#options.clock.now()
      // F-06: QEMU 0.12 runs a command only when one more character follows it.
      this.#options.link.send(`${command.text}\n`)
      if (this.#commands.oldest() === command) this.#watchForBusy()
    })
  }

  /** (Re)starts the watch over the command that waits longest. */
  #watchForBusy(): void {
    this.#cancelTimer()
    const { clock, busyAfter = 5000 } = this.#options
    if (this.#isBusy) this.#tellBusy(undefined)
    const oldest = this.#commands.oldest()
    if (oldest?.sentAt === undefined) return
    const since = oldest.sentAt
    const waited = clock.now() - since
    this.#cancelTimer = clock.after(Math.max(0, busyAfter - waited), () =>
      this.#tellBusy({ command: oldest.command, since }),
    )
  }

  #tellBusy(waiting: { command: string; since: number } | undefined): void {
    this.#isBusy = waiting !== undefined
    this.#options.observer.busy(waiting)
  }

  #noGreeting(): void {
    if (this.#noise !== '') return this.#garbled(recogniseGreeting(this.#noise).words)
    this.#close(
      new Unreachable({
        cause: 'silent',
        reason:
          'The socket is open, but no QMP greeting came: another client holds it, or it is no QMP monitor.',
      }),
    )
  }

  #garbled(what: string): void {
    if (this.#reader.pending() !== '') this.#recent.add(this.#reader.pending())
    this.#close(new Garbled(what, this.#recent.list()))
  }

  #close(why: QmpError, end?: LinkEnd): void {
    if (this.#phase === 'closed') return
    const wasReady = this.#phase === 'ready'
    this.#phase = 'closed'
    this.#cancelTimer()
    if (!end) this.#options.link.close()
    this.#commands.interruptAll()
    if (wasReady) this.#options.observer.closed(why)
    else this.#failed(why)
  }
}
