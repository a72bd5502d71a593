import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#link/clock.ts'
import type { Dial } from '#link/link.ts'
import { actionName } from '#model/power-commands.ts'
import { runStateOf } from '#model/run-state.ts'
import type { Status } from '#qapi/names.ts'
import type { ActName, Arguments, ArgumentsParameter, CommandName, ReadName, Return } from '#qapi/types.ts'
import { type Connection, type ConnectionState, keepConnected } from '#qmp/connection.ts'
import { type QmpError, Unreachable } from '#qmp/errors.ts'
import type { QmpEvent } from '#qmp/event.ts'
import type { Greeting } from '#qmp/wire/greeting.ts'
import type { BridgeRecord } from './bridge-record.ts'
import { type EventLog, outcomeOfFailure } from './event-log.ts'
import type { Freshness } from './freshness.ts'
import { LinkNews } from './link-news.ts'
import { readKey } from './read-key.ts'
import { isTelling, withEarlier, withTelling } from './telling.ts'
import { type Accepted, nothingWatched, type Watched, withAccepted } from './watched.ts'
import { afterLoss, type TimedEvent, withAnswer } from './witnessed.ts'

/** A VM that this page watches: its connection, and what was seen of it. Lives outside React. */
export interface Vm {
  readonly id: string
  readonly watched: StoreApi<Watched>
  read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  /** Sends a command that changes something, logs it, and makes old what it changed. */
  act<C extends ActName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  /** QEMU has accepted a command, from here or elsewhere: remembers what no query tells. */
  accepted(act: Accepted): void
  /** Stops waiting for what was asked; QEMU is not told. */
  forgetAsked(): void
  tryNow(): void
  /** Lets go of the session until `wake`: nobody sees the page meanwhile. */
  rest(): void
  wake(): void
  close(): void
}

export interface VmOptions {
  id: string
  dial: Dial
  clock: Clock
  idPrefix: () => string
  random: () => number
  freshness: Freshness
  log: EventLog
  /** Missing where nobody else has watched: a simulator in the page. */
  record?: BridgeRecord | undefined
}

const wasLeft = new Unreachable({ cause: 'closed', reason: 'This page was closed.' })

/** Starts watching a VM; it dials in the same turn. */
export function watchVm(options: VmOptions): Vm {
  return new WatchedVm(options)
}

class WatchedVm implements Vm {
  readonly id: string
  readonly watched: StoreApi<Watched>
  readonly #options: VmOptions
  readonly #news: LinkNews
  readonly #record: BridgeRecord | undefined
  #connection: Connection
  #rests = false

  constructor(options: VmOptions) {
    this.id = options.id
    this.#options = options
    this.#news = new LinkNews(options.id, options.log, options.clock)
    this.watched = createStore<Watched>(() => nothingWatched)
    this.#record = options.record
    this.#connection = this.#connect()
  }

  #connect(): Connection {
    const { dial, clock, idPrefix, random, record } = this.#options
    return keepConnected({
      dial,
      clock,
      idPrefix,
      // The bridge gives up sooner, and says why.
      ...(record && { greetingWithin: 20_000 }),
      random,
      onState: (state) => this.#linkChanged(state),
      onEvent: (event) => this.#eventCame(event),
      onStray: (text) => this.#news.stray(text),
    })
  }

  async read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    const answer = await this.#connection.execute(command, ...args)
    if (command === 'query-status') this.#stateAnswered(answer as Status)
    return answer
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
    // All but the power button take effect before QEMU answers.
    if (actionName(command)) this.watched.setState({ asked: { command, at } })
    try {
      const answer = await this.#connection.execute(command, ...args)
      log.settle(seq, { state: 'done', ms: clock.now() - at })
      this.accepted({ command, arguments: args[0], at })
      if (command !== 'system_powerdown') void this.#showEffect(at)
      return answer
    } catch (error) {
      const failure = error as QmpError
      log.settle(seq, outcomeOfFailure(failure, clock.now() - at))
      if (failure.kind === 'interrupted' && failure.sent) this.#unanswered(command)
      this.#forgetAskedAt(at)
      throw error
    } finally {
      freshness.acted(id, command)
    }
  }

  accepted(act: Accepted): void {
    this.watched.setState((watched) => withAccepted(watched, act))
  }

  forgetAsked(): void {
    this.watched.setState({ asked: undefined })
  }

  tryNow(): void {
    this.#connection.tryNow()
  }

  rest(): void {
    // What has ended for good would only be dialled in vain afterwards.
    if (this.#connection.state().phase === 'ended') return
    this.#rests = true
    this.#connection.close()
  }

  /** A closed connection stays closed, so this is another. */
  wake(): void {
    if (!this.#rests) return
    this.#rests = false
    this.#connection = this.#connect()
  }

  close(): void {
    this.#connection.close()
  }

  /** QEMU has answered: what it did shows in the run state, asked anew. */
  async #showEffect(at: number): Promise<void> {
    const { freshness, id } = this.#options
    await freshness.askAnew(readKey(id, 'query-status', undefined))
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
    if (!this.#rests) this.#news.linkChanged(before.link, link)
    if (link.phase === 'ready') {
      if (before.link.phase === 'ready') this.watched.setState({ link })
      else this.#becameReady(link)
    } else {
      this.#record?.linkLost()
      const failed = 'why' in link ? link.why : before.failure
      const failure = this.#rests ? wasLeft : failed
      this.watched.setState({ link, failure, ...this.#lossOf(before, failure), asked: undefined })
      // QEMU is not there: what the bridge has seen of it may say why.
      if (link.phase === 'waiting' && link.attempt === 1)
        this.#record?.catchUp(this.#options.clock.now()).catch(() => {})
    }
  }

  #lossOf({ link, recent, witnessed }: Watched, lostBy: QmpError | undefined): Partial<Watched> {
    if (link.phase !== 'ready') return {}
    const lostAt = this.#options.clock.now()
    return { lostAt, lostBy, witnessed: afterLoss(witnessed, link.since, lostAt, recent) }
  }

  #becameReady(link: ConnectionState & { phase: 'ready' }): void {
    // It may be another QEMU: what the last one said explains nothing any more.
    const forgotten = { lostAt: undefined, lostBy: undefined, failure: undefined, shutdown: undefined }
    const before = this.watched.getState()
    const firstSeen = before.firstSeen ?? link.since
    this.watched.setState({ link, firstSeen, ...forgotten, recent: [], unanswered: [], links: new Map() })
    this.#askFirst(link.greeting)
    if (this.#record) void this.#catchUp(this.#record, link.since, before.recent)
  }

  /** Every panel waits for the list of commands; the version has come with the greeting. */
  #askFirst({ version, package: packaged }: Greeting): void {
    const { freshness } = this.#options
    freshness.becameReady(this.id)
    freshness.askFirst(readQuery(this, 'query-commands', undefined))
    if (typeof version === 'object') {
      freshness.keep(this.id, 'query-version', { qemu: version, package: packaged })
    }
  }

  /** What the bridge has seen explains the state, too, as far back as somebody has watched without a gap. */
  async #catchUp(record: BridgeRecord, since: number, before: readonly TimedEvent[]): Promise<void> {
    // Without the record there is what this page sees itself.
    const caughtUp = await record.catchUp(since).catch(() => undefined)
    const { link } = this.watched.getState()
    if (!caughtUp || link.phase !== 'ready' || link.since !== since) return
    const earlier = [...(caughtUp.isUnbroken ? before : []), ...caughtUp.events]
    this.watched.setState((watched) => withEarlier(watched, earlier))
  }

  #stateAnswered(status: Status): void {
    const { word } = runStateOf(status)
    const at = this.#options.clock.now()
    this.watched.setState(({ witnessed }) => ({ witnessed: withAnswer(witnessed, word, at) }))
  }

  #eventCame(event: QmpEvent): void {
    const { log, clock, freshness } = this.#options
    const { name, data, text } = event
    const at = event.at ?? clock.now()
    freshness.eventCame(this.id, name)
    if (event.seq !== undefined && this.#record?.cameLive(event.seq) === false) return
    log.append({ kind: 'event', vm: this.id, at, name, data, text, hostClock: event.at !== undefined })
    if (!isTelling(name)) return
    this.watched.setState((watched) => withTelling(watched, { ...event, at }))
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
