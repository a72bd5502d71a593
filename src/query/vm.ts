import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#link/clock.ts'
import type { Dial } from '#link/link.ts'
import type { DoneAct } from '#model/doer.ts'
import { powerActionName } from '#model/power-commands.ts'
import { runStateOf } from '#model/run-state.ts'
import type { Status } from '#qapi/names.ts'
import type { ActName, ArgumentsParameter, CommandName, ReadName, Return } from '#qapi/types.ts'
import { type Connection, type ConnectionState, keepConnected } from '#qmp/connection.ts'
import { type QmpError, Unreachable } from '#qmp/errors.ts'
import type { QmpEvent } from '#qmp/event.ts'
import type { Greeting } from '#qmp/wire/greeting.ts'
import { commandsAfter, commandsOf } from './commands.ts'
import { ConnectionLogger } from './connection-logger.ts'
import type { EventBackfill } from './event-backfill.ts'
import type { EventLog } from './event-log.ts'
import type { Invalidator } from './invalidator.ts'
import { LoggedAct } from './logged-act.ts'
import { readKey } from './read-key.ts'
import { type Answers, readQuery } from './read-query.ts'
import { isSeen, type SeenMarks } from './seen-marks.ts'
import { isStateEvent, withAwaited, withEarlier, withStateEvent, withTrouble } from './state-events.ts'
import { withAnswer } from './state-history.ts'
import { emptySnapshot, lossOf, notAsked, nothingSeen, type Trouble, type VmSnapshot } from './vm-snapshot.ts'

/** A VM that this page watches: its connection, and what was seen of it. Lives outside React. */
export interface Vm extends Answers {
  readonly snapshot: StoreApi<VmSnapshot>
  /** Sends a command that changes something, logs it, and makes old what it changed. */
  act<C extends ActName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>>
  /** Stops waiting for what was asked; QEMU is not told. */
  forgetAsked(): void
  tryNow(): void
  /** Closes the session until `wake`: the page is hidden meanwhile. */
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
  invalidator: Invalidator
  log: EventLog
  /** Hears of each command that QEMU has carried out for this page. */
  onDone?: (act: DoneAct) => void
  seen?: SeenMarks
  /** Missing where there is no record: a simulator in the page. */
  record?: EventBackfill | undefined
}

const wasLeft = new Unreachable({ cause: 'closed', reason: 'This page was closed.' })

/** Starts watching a VM; it dials in the same turn. */
export function watchVm(options: VmOptions): Vm {
  return new WatchedVm(options)
}

class WatchedVm implements Vm {
  readonly id: string
  readonly snapshot: StoreApi<VmSnapshot>
  readonly #options: VmOptions
  readonly #logger: ConnectionLogger
  readonly #record: EventBackfill | undefined
  #connection: Connection
  #rests = false

  constructor(options: VmOptions) {
    this.id = options.id
    this.#options = options
    this.#logger = new ConnectionLogger(options.id, options.log, options.clock)
    this.snapshot = createStore<VmSnapshot>(() => emptySnapshot)
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
      onStray: (text) => this.#logger.stray(text),
    })
  }

  async read<C extends ReadName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    // All panels wait for the commands, and what a click changes shows in the state: neither waits behind other questions.
    const goesFirst = command === 'query-commands' || command === 'query-status'
    const { execute, executeLater } = this.#connection
    const answering = (goesFirst ? execute : executeLater)(command, ...args)
    if (command === 'query-commands')
      void answering
        .then((names) => commandsOf(names as Return<'query-commands'>), commandsAfter)
        .then((commands) => commands && this.snapshot.setState({ commands }))
    const answer = await answering
    if (command === 'query-status') this.#stateAnswered(answer as Status)
    return answer
  }

  async act<C extends ActName>(command: C, ...args: ArgumentsParameter<C>): Promise<Return<C>> {
    const { log, clock, invalidator, id } = this.#options
    const logged = new LoggedAct(log, clock, { vm: id, name: command, args: args[0] })
    const { at } = logged
    // All but the power button take effect before QEMU answers.
    if (powerActionName(command)) this.snapshot.setState({ asked: { command, at } })
    try {
      const answering = this.#connection.execute(command, ...args)
      // QEMU runs one command after the other (C-01), so the state that it tells next is that after this one.
      if (powerActionName(command) && command !== 'system_powerdown') void this.#showEffect(at)
      const answer = await answering
      logged.done()
      this.#options.onDone?.({ command, arguments: args[0], by: 'you', at, doneAt: clock.now() })
      return answer
    } catch (error) {
      const failure = error as QmpError
      logged.failed(failure)
      if (failure.kind === 'interrupted' && failure.sent) this.#unanswered(command)
      this.#forgetAskedAt(at)
      throw error
    } finally {
      invalidator.acted(id, command)
    }
  }

  forgetAsked(): void {
    const { powerdown } = this.snapshot.getState()
    if (powerdown !== undefined) this.#options.seen?.add(this.id, [{ key: 'powerdown', to: powerdown }])
    this.snapshot.setState({ asked: undefined, powerdown: undefined })
  }

  tryNow(): void {
    this.#connection.tryNow()
  }

  rest(): void {
    // What has ended for good need not be dialled again.
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

  /** What a command does shows in the run state, which is asked right behind it. */
  async #showEffect(at: number): Promise<void> {
    const { invalidator, id } = this.#options
    await invalidator.askAnew(readKey(id, 'query-status', undefined))
    this.#forgetAskedAt(at)
  }

  #forgetAskedAt(at: number): void {
    if (this.snapshot.getState().asked?.at === at) this.snapshot.setState({ asked: undefined })
  }

  #unanswered(command: CommandName): void {
    this.snapshot.setState(({ unanswered }) => ({ unanswered: [...unanswered, command] }))
  }

  #linkChanged(link: ConnectionState): void {
    const before = this.snapshot.getState()
    if (!this.#rests) this.#logger.linkChanged(before.link, link)
    if (link.phase === 'ready') {
      if (before.link.phase === 'ready') this.snapshot.setState({ link })
      else this.#becameReady(link)
    } else {
      this.#record?.linkLost()
      const failed = 'why' in link ? link.why : before.failure
      const failure = this.#rests ? wasLeft : failed
      const loss = lossOf(before, failure, this.#options.clock.now())
      this.snapshot.setState({ link, failure, ...loss, ...notAsked })
      // QEMU is not there: what the bridge has seen of it may say why.
      if (link.phase === 'waiting' && link.attempt === 1)
        this.#record?.catchUp(this.#options.clock.now()).catch(() => {})
    }
  }

  #becameReady(link: ConnectionState & { phase: 'ready' }): void {
    const before = this.snapshot.getState()
    const { firstSeen = link.since } = before
    this.snapshot.setState({ link, firstSeen, ...nothingSeen(link.since) })
    this.#askFirst(link.greeting)
    if (this.#record) void this.#catchUp(this.#record, link.since, before)
  }

  /** Every panel waits for the list of commands; the version has come with the greeting. */
  #askFirst({ version, package: packaged }: Greeting): void {
    const { invalidator } = this.#options
    invalidator.becameReady(this.id)
    invalidator.askFirst(readQuery(this, 'query-commands', undefined))
    if (typeof version === 'object') {
      invalidator.keep(this.id, 'query-version', { qemu: version, package: packaged })
    }
  }

  /** What the bridge has seen explains the state, too, as far back as somebody has watched without a gap. */
  async #catchUp(record: EventBackfill, since: number, before: VmSnapshot): Promise<void> {
    // Without the record there is what this page sees itself.
    const caughtUp = await record.catchUp(since).catch(() => undefined)
    const { link } = this.snapshot.getState()
    if (!caughtUp || link.phase !== 'ready' || link.since !== since) return
    const { events, isUnbroken, ofThisQemu, isSameQemu, qemuSince } = caughtUp
    const earlier = [...(isUnbroken ? before.recent : []), ...events]
    const marks = this.#options.seen?.marks.getState()
    const isGivenUp = (at: number) =>
      marks !== undefined && isSeen(marks, this.id, { key: 'powerdown', from: at })
    this.snapshot.setState((snapshot) => ({
      ...withAwaited(withEarlier(snapshot, earlier), since, isGivenUp),
      qemuSince,
      troubles: [...ofThisQemu, ...snapshot.troubles].reduce<readonly Trouble[]>(
        withTrouble,
        isSameQemu ? before.troubles : [],
      ),
    }))
  }

  #stateAnswered(status: Status): void {
    const { word } = runStateOf(status)
    const at = this.#options.clock.now()
    this.snapshot.setState(({ stateHistory }) => ({ stateHistory: withAnswer(stateHistory, word, at) }))
  }

  #eventCame(event: QmpEvent): void {
    const { log, clock, invalidator } = this.#options
    const { name, data, text } = event
    const at = event.at ?? clock.now()
    invalidator.eventCame(this.id, name)
    if (event.seq !== undefined && this.#record?.cameLive(event.seq) === false) return
    log.append({ kind: 'event', vm: this.id, at, name, data, text, hostClock: event.at !== undefined })
    const timed = { ...event, at }
    this.snapshot.setState(({ troubles }) => ({ troubles: withTrouble(troubles, timed) }))
    if (!isStateEvent(name)) return
    this.snapshot.setState((snapshot) => withStateEvent(snapshot, timed))
    if (name === 'SHUTDOWN' || name === 'RESET') this.snapshot.setState(notAsked)
    // From here on it is known to every page, and when it was pressed.
    if (name === 'POWERDOWN') this.snapshot.setState({ asked: undefined })
  }
}
