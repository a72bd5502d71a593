import type { Clock } from '#link/clock.ts'
import type { Dial } from '#link/link.ts'
import type { Busy } from './busy-watch.ts'
import { type QmpError, Unreachable } from './errors.ts'
import type { QmpEvent } from './event.ts'
import { type Execute, openSession, type Session } from './session.ts'
import type { Greeting } from './wire/greeting.ts'

export type { Busy }

/** Where a connection stands. Times are the clock's, in ms. */
export type ConnectionState =
  /** Busy: QEMU sent its greeting, but does not answer the negotiation. */
  | { phase: 'connecting'; attempt: number; busy: Busy | undefined }
  | { phase: 'ready'; greeting: Greeting; since: number; busy: Busy | undefined }
  /** Lost or never made; the next attempt comes at `nextAt`. */
  | { phase: 'waiting'; why: QmpError; attempt: number; nextAt: number }
  /** Coming back makes no sense: closed from here, no such VM, or the token is wrong. */
  | { phase: 'ended'; why: QmpError }

export interface ConnectionOptions {
  dial: Dial
  clock: Clock
  /** A new prefix of ids for each session. */
  idPrefix: () => string
  /** See SessionOptions. */
  greetingWithin?: number
  /** Between 0 and 1; spreads the attempts of many pages. */
  random: () => number
  onState: (state: ConnectionState) => void
  onEvent: (event: QmpEvent) => void
  /** See SessionObserver. */
  onStray: (text: string) => void
}

/** Keeps a session to one VM: makes it, and after a loss makes a new one, later each time. */
export interface Connection {
  state(): ConnectionState
  /** Without a session it throws Unreachable at once: nothing waits for a link to come back. */
  readonly execute: Execute
  /** The same for what can wait; see Session. */
  readonly executeLater: Execute
  /** Attempts now instead of at `nextAt`. */
  tryNow(): void
  close(): void
}

const firstDelay = 500
const longestDelay = 15_000
/** A session that lives this long, in ms, was a success. */
const livesFor = 5000

/** Starts a connection; it dials in the same turn. */
export function keepConnected(options: ConnectionOptions): Connection {
  return new ReconnectingConnection(options)
}

class ReconnectingConnection implements Connection {
  readonly #options: ConnectionOptions
  #state: ConnectionState = { phase: 'connecting', attempt: 1, busy: undefined }
  #session: Session | undefined
  #hangUp: () => void = () => {}
  /** Sessions in a row that ended as soon as they were ready: the next attempt comes later, too. */
  #shortLived = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
    this.#attempt(1)
  }

  state(): ConnectionState {
    return this.#state
  }

  readonly execute: Execute = async (command, ...args) => this.#ready().execute(command, ...args)

  readonly executeLater: Execute = async (command, ...args) => this.#ready().executeLater(command, ...args)

  #ready(): Session {
    if (this.#session) return this.#session
    throw new Unreachable({ cause: 'unreachable', reason: 'not connected to QEMU' })
  }

  tryNow(): void {
    if (this.#state.phase === 'waiting') this.#attempt(this.#state.attempt + 1)
  }

  close(): void {
    if (this.#state.phase === 'ended') return
    this.#session = undefined
    this.#enter({ phase: 'ended', why: new Unreachable({ cause: 'closed', reason: '' }) })
    this.#hangUp()
  }

  #attempt(attempt: number): void {
    this.#hangUp()
    this.#enter({ phase: 'connecting', attempt, busy: undefined })
    const { dial, clock, idPrefix, greetingWithin, onEvent, onStray } = this.#options
    const link = dial()
    this.#hangUp = () => link.close()
    const observer = {
      event: onEvent,
      stray: onStray,
      busy: (busy: Busy | undefined) => {
        const state = this.#state
        if (state.phase === 'ready' || state.phase === 'connecting') this.#enter({ ...state, busy })
      },
      closed: (why: QmpError) => {
        this.#shortLived = this.#hasLived() ? 0 : this.#shortLived + 1
        this.#lost(why, 0)
      },
    }
    openSession({
      link,
      clock,
      observer,
      idPrefix: idPrefix(),
      ...(greetingWithin && { greetingWithin }),
    }).then(
      (session) => this.#becameReady(session),
      (why: QmpError) => this.#lost(why, attempt),
    )
  }

  #becameReady(session: Session): void {
    if (this.#state.phase !== 'connecting') return
    this.#session = session
    const { greeting } = session
    this.#enter({ phase: 'ready', greeting, since: this.#options.clock.now(), busy: undefined })
  }

  #hasLived(): boolean {
    return this.#state.phase === 'ready' && this.#options.clock.now() - this.#state.since >= livesFor
  }

  #lost(why: QmpError, attempt: number): void {
    if (this.#state.phase === 'ended') return
    this.#session = undefined
    if (isFinal(why)) return this.#enter({ phase: 'ended', why })
    const delay = delayAfter(Math.max(attempt, this.#shortLived), this.#options.random())
    const { clock } = this.#options
    this.#hangUp = clock.after(delay, () => this.#attempt(attempt + 1))
    this.#enter({ phase: 'waiting', why, attempt, nextAt: clock.now() + delay })
  }

  #enter(state: ConnectionState): void {
    this.#state = state
    this.#options.onState(state)
  }
}

/** Half a second after the first failure, then twice as long each time, up to 15 s; spread by a fifth. */
function delayAfter(attempt: number, random: number): number {
  const delay = Math.min(longestDelay, firstDelay * 2 ** Math.max(0, attempt - 1))
  return Math.round(delay * (0.9 + 0.2 * random))
}

function isFinal(why: QmpError): boolean {
  if (why.kind !== 'unreachable') return false
  return why.end.cause === 'unknown-vm' || why.end.cause === 'unauthorized' || why.end.cause === 'closed'
}
