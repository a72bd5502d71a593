import type { QueryClient } from '@tanstack/react-query'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#link/clock.ts'
import type { Dial } from '#link/link.ts'
import type {
  ActName,
  Arguments,
  ArgumentsParameter,
  CommandName,
  EventName,
  ReadName,
  Return,
} from '#qapi/types.ts'
import { type Connection, type ConnectionState, keepConnected } from '#qmp/connection.ts'
import type { QmpError } from '#qmp/errors.ts'
import type { QmpEvent } from '#qmp/event.ts'
import type { EventLog } from './event-log.ts'
import type { Freshness } from './freshness.ts'
import { LinkNews } from './link-news.ts'
import { readKey } from './read-key.ts'

/** What this page knows of a VM by having watched it. */
export interface Watched {
  link: ConnectionState
  /** When the link was lost, or undefined while it holds or before there was one. */
  lostAt: number | undefined
  /** Why the link was lost, as long as `lostAt` stands. */
  lostBy: QmpError | undefined
  /** What came of the last try to connect; stays while the next one is under way. */
  failure: QmpError | undefined
  /** Why QEMU went, where it said so: the data of SHUTDOWN, on the session that has ended (V-12). */
  shutdown: Readonly<Record<string, unknown>> | undefined
  /** The last run-state events, oldest first: they say why a VM stands. */
  recent: readonly TimedEvent[]
  /** Commands without an answer when the link was lost. */
  unanswered: readonly string[]
  /** What was asked of the machine and has not shown its effect yet. */
  asked: Asked | undefined
}

/** An event with the time at which it happened or, where QEMU did not know that (V-02), came. */
export type TimedEvent = QmpEvent & { at: number }

/** A VM that this page watches: its connection, and what was seen of it. Lives outside React. */
export interface Vm {
  readonly id: string
  readonly watched: StoreApi<Watched>
  read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  /** Sends a command that changes something, logs it, and makes old what it changed. */
  act<C extends ActName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  /** Stops waiting for what was asked; QEMU is not told. */
  forgetAsked(): void
  tryNow(): void
  close(): void
}

/** A command to the machine whose effect is awaited: the screen says "asked", never what it guesses. */
export interface Asked {
  command: ActName
  at: number
}

export interface VmOptions {
  id: string
  dial: Dial
  clock: Clock
  idPrefix: () => string
  random: () => number
  client: QueryClient
  freshness: Freshness
  log: EventLog
}

/** Events that explain a run state, kept for the reason card. */
const telling: ReadonlySet<string> = new Set<EventName>([
  ...(['STOP', 'RESUME', 'RESET', 'SHUTDOWN', 'POWERDOWN', 'SUSPEND', 'WAKEUP', 'WATCHDOG'] as const),
  ...(['GUEST_PANICKED', 'GUEST_CRASHLOADED', 'BLOCK_IO_ERROR', 'MEMORY_FAILURE', 'MIGRATION'] as const),
])
const recentKept = 40

/** After these a SHUTDOWN is past: QEMU was told to stay, and the guest has begun again. */
const goesOn: ReadonlySet<string> = new Set<EventName>(['RESET', 'RESUME'])

/** Commands to the machine as a whole; all but the power button take effect before QEMU answers. */
const powerCommands: ReadonlySet<ActName> = new Set<ActName>([
  ...(['stop', 'cont', 'system_powerdown', 'system_reset', 'system_wakeup', 'inject-nmi', 'quit'] as const),
])

/** Starts watching a VM; it dials in the same turn. */
export function watchVm(options: VmOptions): Vm {
  return new WatchedVm(options)
}

class WatchedVm implements Vm {
  readonly id: string
  readonly watched: StoreApi<Watched>
  readonly #options: VmOptions
  readonly #news: LinkNews
  readonly #connection: Connection

  constructor(options: VmOptions) {
    this.id = options.id
    this.#options = options
    this.#news = new LinkNews(options.id, options.log, options.clock)
    this.watched = createStore<Watched>(() => ({
      link: { phase: 'connecting', attempt: 1, busy: undefined },
      lostAt: undefined,
      lostBy: undefined,
      failure: undefined,
      shutdown: undefined,
      recent: [],
      unanswered: [],
      asked: undefined,
    }))
    const { dial, clock, idPrefix, random } = options
    this.#connection = keepConnected({
      dial,
      clock,
      idPrefix,
      random,
      onState: (state) => this.#linkChanged(state),
      onEvent: (event) => this.#eventCame(event),
      onStray: (text) => this.#news.stray(text),
    })
  }

  read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    return this.#connection.execute(command, ...args)
  }

  async act<C extends ActName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    const { log, clock, freshness, id } = this.#options
    const at = clock.now()
    const entry = {
      kind: 'command',
      vm: id,
      at,
      name: command,
      args: args[0],
      outcome: { state: 'asked' },
    } as const
    const seq = log.append(entry)
    if (powerCommands.has(command)) this.watched.setState({ asked: { command, at } })
    try {
      const answer = await this.#connection.execute(command, ...args)
      log.settle(seq, { state: 'done', ms: clock.now() - at })
      if (command !== 'system_powerdown') void this.#showEffect(at)
      return answer
    } catch (error) {
      const failure = error as QmpError
      const words = failure.message
      if (failure.kind === 'refused') log.settle(seq, { state: 'refused', ms: clock.now() - at, words })
      else log.settle(seq, { state: 'unknown', words })
      if (failure.kind === 'interrupted' && failure.sent) this.#unanswered(command)
      this.#forgetAskedAt(at)
      throw error
    } finally {
      freshness.acted(id, command)
    }
  }

  forgetAsked(): void {
    this.watched.setState({ asked: undefined })
  }

  tryNow(): void {
    this.#connection.tryNow()
  }

  close(): void {
    this.#connection.close()
  }

  /** QEMU has answered: what it did shows in the run state, asked anew. */
  async #showEffect(at: number): Promise<void> {
    const { client, id } = this.#options
    await client.refetchQueries({ queryKey: readKey(id, 'query-status', undefined), exact: true })
    this.#forgetAskedAt(at)
  }

  #forgetAskedAt(at: number): void {
    if (this.watched.getState().asked?.at === at) this.forgetAsked()
  }

  #unanswered(command: CommandName): void {
    this.watched.setState(({ unanswered }) => ({ unanswered: [...unanswered, command] }))
  }

  #linkChanged(link: ConnectionState): void {
    const before = this.watched.getState()
    this.#news.linkChanged(before.link, link)
    if (link.phase === 'ready') {
      if (before.link.phase === 'ready') this.watched.setState({ link })
      else this.#becameReady(link)
    } else {
      const failure = 'why' in link ? link.why : before.failure
      const lost = before.link.phase === 'ready' ? { lostAt: this.#options.clock.now(), lostBy: failure } : {}
      this.watched.setState({ link, failure, ...lost, asked: undefined })
    }
  }

  #becameReady(link: ConnectionState): void {
    // It may be another QEMU: what the last one said explains nothing any more.
    const forgotten = { lostAt: undefined, lostBy: undefined, failure: undefined, shutdown: undefined }
    this.watched.setState({ link, ...forgotten, recent: [], unanswered: [] })
    this.#options.freshness.becameReady(this.id)
  }

  #eventCame(event: QmpEvent): void {
    const { log, clock, freshness } = this.#options
    const { name, data, text } = event
    const at = event.at ?? clock.now()
    log.append({ kind: 'event', vm: this.id, at, name, data, text, hostClock: event.at !== undefined })
    freshness.eventCame(this.id, name)
    if (!telling.has(name)) return
    this.watched.setState(({ recent, shutdown }) => ({
      recent: [...recent.slice(1 - recentKept), { ...event, at }],
      shutdown: name === 'SHUTDOWN' ? data : goesOn.has(name) ? undefined : shutdown,
    }))
    if (name === 'SHUTDOWN' || name === 'RESET') this.forgetAsked()
  }
}

/** How react-query asks: through the VM's session, once; a lost link or a hint asks again, not a retry. */
export function readQuery<C extends ReadName>(vm: Vm, command: C, args: Arguments<C> | undefined) {
  return {
    queryKey: readKey(vm.id, command, args),
    queryFn: () => vm.read(command, ...([args] as unknown as ArgumentsParameter<C>)),
  }
}
