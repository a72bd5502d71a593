import type { Clock } from '#link/clock.ts'
import type { Link, LinkEnd } from '#link/link.ts'
import type { ArgumentsParameter, CommandName, Return } from '#qapi/types.ts'
import { type Busy, BusyWatch } from './busy-watch.ts'
import { Garbled, type QmpError, Unreachable } from './errors.ts'
import { type QmpEvent, readEvent } from './event.ts'
import { type Message, printRequest, readDrop, readRefusal } from './messages.ts'
import type { OutOfBandName } from './out-of-band.ts'
import { type Answer, PendingCommands } from './pending-commands.ts'
import { RecentLines } from './recent-lines.ts'
import { StrayText } from './stray-text.ts'
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
  /**
   * As `execute`, but past everything that waits, also while something blocks QEMU (O-03, O-07). A QEMU that has
   * not offered `oob` gets it in its turn.
   * @throws Refused, Interrupted or Unreachable
   */
  executeOob<C extends OutOfBandName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  close(): void
}

/** Who is told what happens in a session. Nothing is called after `closed`. */
export interface SessionObserver {
  event(event: QmpEvent): void
  /** The session was ready, and has ended. */
  closed(why: QmpError): void
  /** A command has waited long for QEMU, or, with undefined, QEMU answers again. */
  busy(waiting: Busy | undefined): void
  /** Something on the wire that belongs to nobody: an unknown id (P-09), an error without id (E-03), no message. */
  stray(text: string): void
}

export interface SessionOptions {
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
  readonly #stray: StrayText
  readonly #busy: BusyWatch
  readonly #cancelGreeting: () => void
  #phase: 'connecting' | 'negotiating' | 'ready' | 'closed' = 'connecting'
  #commands: PendingCommands
  #oob = false
  #nextId = 0
  /** What came before the greeting and is no message. */
  #noise = ''

  constructor(options: SessionOptions, ready: (session: Session) => void, failed: (why: QmpError) => void) {
    this.#options = options
    this.#ready = ready
    this.#failed = failed
    const { link, clock, observer, greetingWithin = 5000, busyAfter = 5000 } = options
    this.#busy = new BusyWatch(clock, busyAfter, (waiting) => observer.busy(waiting))
    this.#stray = new StrayText(clock, () => this.#garbled('Text came that is no QMP message.'))
    this.#commands = this.#commandQueue(inFlightLimit)
    link.onText = (text) => this.#take(text)
    link.onEnded = (end) => this.#close(new Unreachable(end), end)
    this.#cancelGreeting = clock.after(greetingWithin, () => this.#noGreeting())
  }

  #take(text: string): void {
    try {
      for (const reading of this.#reader.push(text)) {
        if (this.#isClosed()) return
        if (reading.kind === 'noise') this.#takeNoise(reading.text)
        else {
          this.#recent.add(reading.text)
          if (reading.kind === 'broken') this.#garbled('What came is no JSON.')
          // It begins with a brace, so it is an object.
          else this.#takeMessage(reading.value as Message, reading.text)
        }
      }
    } catch (error) {
      this.#garbled(error instanceof Error ? error.message : String(error))
    }
  }

  /** Asked anew: the compiler does not know that taking a message may end the session. */
  #isClosed(): boolean {
    return this.#phase === 'closed'
  }

  #takeNoise(text: string): void {
    if (this.#phase !== 'connecting') {
      this.#commands.doubtAll()
      return this.#stray.add(text)
    }
    this.#noise += text
    const enough = /\n|.{64}/.test(withoutTelnetOptions(this.#noise))
    if (enough) this.#garbled(recogniseGreeting(this.#noise).words)
  }

  #takeMessage(message: Message, text: string): void {
    if (this.#phase === 'connecting') return this.#takeGreeting(message, text)
    const event = readEvent(message, text)
    if (!event && !('return' in message || 'error' in message)) {
      return this.#garbled('A message came that is neither answer nor event.')
    }
    const stray = this.#stray.take()
    if (stray !== '') this.#options.observer.stray(stray)
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
      execute: (command, ...args) => this.#execute(command, args[0], false) as Promise<never>,
      executeOob: (command, ...args) => this.#execute(command, args[0], this.#oob) as Promise<never>,
      close: () => this.#options.link.close(),
    })
  }

  #takeEvent(event: QmpEvent): void {
    // Before the negotiation QEMU promises no events, and whoever becomes ready asks for everything anyway (N-02).
    if (this.#phase === 'ready') this.#options.observer.event(event)
    if (event.name !== 'COMMAND_DROPPED') return
    const dropped = this.#commands.take(event.data['id'])
    this.#busy.watch(this.#commands.oldest())
    dropped?.settle({ failure: readDrop(event.data, dropped) })
  }

  #takeAnswer(message: Message, text: string): void {
    const pending = this.#commands.take(message['id'])
    if (!pending) return this.#options.observer.stray(text)
    this.#busy.watch(this.#commands.oldest())
    pending.settle(
      'return' in message ? { value: message['return'] } : { failure: readRefusal(message, pending) },
    )
  }

  #execute(command: string, args: unknown, outOfBand: boolean): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const settle = (answer: Answer) =>
        'failure' in answer ? reject(answer.failure) : resolve(answer.value)
      this.#request(command, args, settle, outOfBand)
    })
  }

  #request(command: string, args: unknown, settle: (answer: Answer) => void, outOfBand = false): void {
    if (this.#phase === 'closed') throw new Unreachable({ cause: 'closed', reason: 'the session has ended' })
    const id = `${this.#options.idPrefix}-${++this.#nextId}`
    const text = printRequest(outOfBand ? 'exec-oob' : 'execute', command, args, id)
    if (outOfBand) this.#commands.addOutOfBand({ id, command, text, settle })
    else this.#commands.add({ id, command, text, settle })
  }

  #commandQueue(limit: number): PendingCommands {
    return new PendingCommands(limit, (command) => {
      command.sentAt = this.#options.clock.now()
      // F-06: QEMU 0.12 runs a command only when one more character follows it.
      this.#options.link.send(`${command.text}\n`)
      if (this.#commands.oldest() === command) this.#busy.watch(command)
    })
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
    for (const text of [this.#noise, this.#stray.take(), this.#reader.pending()]) this.#recent.add(text)
    this.#close(new Garbled(what, this.#recent.list()))
  }

  #close(why: QmpError, end?: LinkEnd): void {
    if (this.#phase === 'closed') return
    const wasReady = this.#phase === 'ready'
    this.#phase = 'closed'
    this.#cancelGreeting()
    this.#stray.take()
    this.#busy.stop()
    if (!end) this.#options.link.close()
    this.#commands.interruptAll()
    if (wasReady) this.#options.observer.closed(why)
    else this.#failed(why)
  }
}
