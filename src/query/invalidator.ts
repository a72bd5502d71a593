import type { Query, QueryClient } from '@tanstack/react-query'
import type { Clock } from '#link/clock.ts'
import type { ActName, EventName, ReadName, Return } from '#qapi/types.ts'
import type { AnswerTimes } from './answer-times.ts'
import { goesOnAfter, leastBetween } from './may-be-old.ts'
import { type ReadKey, readKey } from './read-key.ts'
import { staleByAct } from './stale-by-act.ts'
import { staleByEvent } from './stale-by-event.ts'

/** After a hint the next ones are gathered for this long, in ms: jobs and migrations come in bursts. */
const gatherFor = 50

/**
 * Asks answers again that an event or a command has made old, where they are on screen. In a burst each is asked at the first event
 * and when it is over, and never twice at a time. An answer that was on its way when the event came may be older than the event,
 * so that query is sent once more when it lands. Nothing is cancelled: answers keep coming however many events there are.
 */
export class Invalidator {
  readonly #client: QueryClient
  readonly #clock: Clock
  readonly #times: AnswerTimes
  readonly #gathered = new Map<string, Set<ReadName> | 'all'>()
  readonly #onceMore = new Set<string>()
  readonly #later = new Set<string>()
  #isGathering = false

  constructor(client: QueryClient, clock: Clock, times: AnswerTimes) {
    this.#client = client
    this.#clock = clock
    this.#times = times
    client.getQueryCache().subscribe(({ type, query }) => {
      if (type === 'updated' && query.state.fetchStatus === 'idle') this.#landed(query)
    })
  }

  eventCame(vm: string, event: string): void {
    const stale = staleByEvent[event as EventName]
    if (!stale || stale === 'ignored') return
    this.#gather(vm, stale)
    const later = goesOnAfter[event]
    if (later !== undefined) this.#askLater(`${vm} ${event}`, later, () => this.#gather(vm, stale))
  }

  /** Something says that these answers are old. */
  becameOld(vm: string, stale: readonly ReadName[]): void {
    this.#gather(vm, stale)
  }

  /** What QEMU refused in the state before, it may answer in this one. */
  stateChanged(vm: string): void {
    for (const query of this.#client.getQueryCache().getAll()) {
      const [kind, of] = query.queryKey as unknown as ReadKey
      if (kind === 'qmp' && of === vm && query.state.error) this.#makeOld(query)
    }
  }

  acted(vm: string, act: string): void {
    this.#gather(vm, staleByAct[act as ActName] ?? 'all')
  }

  /** A session is new: events were missed (N-02), so every answer of this VM is old. */
  becameReady(vm: string): void {
    this.#gather(vm, 'all')
    this.#ask()
  }

  /** Asks what everything on screen waits for, before anything on screen asks. */
  askFirst(question: { queryKey: ReadKey; queryFn: () => Promise<unknown> }): void {
    void this.#client.prefetchQuery(question)
  }

  /** Keeps an answer that came without its question. */
  keep<C extends ReadName>(vm: string, command: C, answer: Return<C>): void {
    this.#client.setQueryData(readKey(vm, command, undefined), answer)
  }

  /**
   * Asks a question now and waits for its answer, or for QEMU to refuse it. An answer that is on its way already
   * does not count: it may be older than what makes somebody ask.
   */
  async askAnew(queryKey: ReadKey): Promise<void> {
    const join = () => this.#client.refetchQueries({ queryKey, exact: true }, { cancelRefetch: false })
    if (this.#client.isFetching({ queryKey, exact: true }) > 0) await join()
    await join()
  }

  #gather(vm: string, stale: readonly ReadName[] | 'all'): void {
    const gathered = this.#gathered.get(vm) ?? new Set()
    if (stale === 'all' || gathered === 'all') this.#gathered.set(vm, 'all')
    else this.#gathered.set(vm, new Set([...gathered, ...stale]))
    if (!this.#isGathering) this.#askThenGather()
  }

  #askThenGather(): void {
    this.#ask()
    this.#isGathering = true
    this.#clock.after(gatherFor, () => {
      this.#isGathering = false
      if (this.#gathered.size > 0) this.#askThenGather()
    })
  }

  #ask(): void {
    if (this.#gathered.size === 0) return
    const gathered = new Map(this.#gathered)
    this.#gathered.clear()
    for (const query of this.#client.getQueryCache().getAll()) {
      const [kind, vm, command] = query.queryKey as unknown as ReadKey
      const stale = kind === 'qmp' ? gathered.get(vm) : undefined
      if (stale === 'all') this.#makeOld(query)
      else if (stale?.has(command as ReadName)) this.#makeOldInTime(query, command as ReadName)
    }
  }

  /** Not before the time that has to be between two such questions. */
  #makeOldInTime(query: Query, command: ReadName): void {
    const answeredAt = this.#times.of(query.queryKey)
    const between = leastBetween[command] ?? 0
    const left = answeredAt === undefined ? 0 : answeredAt + between - this.#clock.now()
    if (between === 0 || left <= 0) this.#makeOld(query)
    else this.#askLater(query.queryHash, left, () => this.#makeOld(query))
  }

  /** Once, however often that is wanted until then. */
  #askLater(what: string, ms: number, ask: () => void): void {
    if (this.#later.has(what)) return
    this.#later.add(what)
    this.#clock.after(ms, () => {
      this.#later.delete(what)
      ask()
    })
  }

  #makeOld(query: Query): void {
    if (query.state.fetchStatus === 'fetching') this.#onceMore.add(query.queryHash)
    else void this.#client.invalidateQueries({ queryKey: query.queryKey, exact: true })
  }

  #landed(query: Query): void {
    if (this.#onceMore.delete(query.queryHash)) this.#makeOld(query)
  }
}
