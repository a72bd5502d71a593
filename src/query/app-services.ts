import { notifyManager, QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Api } from '#api/api.ts'
import type { Activity } from '#api/types.ts'
import type { Clock } from '#link/clock.ts'
import type { SchemaKeeper } from '#schema/schema-keeper.ts'
import { ActRecord } from './act-record.ts'
import { ActivityFeed } from './activity.ts'
import { AnswerTimes } from './answer-times.ts'
import { EventBackfill } from './event-backfill.ts'
import { EventLog } from './event-log.ts'
import { Invalidator } from './invalidator.ts'
import { Polls, type Visibility } from './polls.ts'
import { hashKey } from './read-key.ts'
import type { OwnIds } from './reported-acts.ts'
import { type OpenSchemaStore, schemasOnDemand } from './schemas-on-demand.ts'
import { SeenMarks, type TextStore } from './seen-marks.ts'
import { type Vm, watchVm } from './vm.ts'
import { CurrentVmList } from './vm-list.ts'

/** Where VMs come from: the bridge, or a simulator in the page, which has no other clients and cannot be added to. */
export type VmSource = Pick<Api, 'list' | 'processOf' | 'dial'> &
  Partial<Pick<Api, 'activity' | 'history' | 'add' | 'remove'>>

/** What every hook uses; made once, outside React, where the page is wired up. */
export interface AppServices {
  readonly client: QueryClient
  readonly clock: Clock
  readonly log: EventLog
  readonly source: VmSource
  readonly times: AnswerTimes
  readonly polls: Polls
  readonly list: CurrentVmList
  readonly activity: ActivityFeed
  /** Who did what. */
  readonly acts: ActRecord
  /** What the person at this browser has seen of the VMs' faults. */
  readonly seen: SeenMarks
  /** The VM of that id, watched from the first call on. */
  vm(id: string): Vm
  /** VMs that were opened on this page. */
  readonly opened: StoreApi<ReadonlySet<string>>
  /** From now on this VM is watched wherever it is shown. */
  open(id: string): void
  /** Gives the schema of a QEMU. */
  schemas(): Promise<SchemaKeeper>
  /** Forgets every VM: with another token they are others. */
  forgetVms(): void
  /** The page is hidden, perhaps for long: closes every socket, so that other clients need not wait. */
  rest(): void
  /** Comes back from `rest`, and asks again for what may have changed meanwhile. */
  wake(): void
}

export interface AppServicesOptions {
  source: VmSource
  clock: Clock
  idPrefix: () => string
  /** What every `idPrefix` begins with, by which the page knows its own commands; missing where it is alone. */
  own?: OwnIds
  random: () => number
  /** Missing where the page can always be seen. */
  visibility?: Visibility
  /** Missing where nothing outlives the page. */
  openSchemaStore?: OpenSchemaStore
  seenStore?: TextStore
}

export function createAppServices(options: AppServicesOptions): AppServices {
  const { source, clock, random, own } = options
  const client = newQueryClient()
  const log = new EventLog(clock)
  const times = new AnswerTimes(client.getQueryCache(), clock)
  const polls = new Polls({ client, clock, times, visibility: options.visibility })
  const invalidator = new Invalidator(client, clock, times)
  // Not before there are answers to compare. Without it, what is on screen is asked again at its intervals.
  void import('./hints.ts').then(({ followHints }) => followHints(client, invalidator)).catch(() => {})
  const recordOf = eventBackfills(source, log)
  const acts = new ActRecord(source.activity === undefined)
  const seen = new SeenMarks(options.seenStore)
  const vms = new WatchedVms((id) =>
    watchVm({
      ...{ ...options, id, dial: source.dial(id), invalidator, log, seen, record: recordOf(id) },
      // Where there is a bridge, it reports this page's acts, too.
      onDone: (act) => source.activity === undefined && acts.add(id, act),
    }),
  )
  const list = new CurrentVmList(
    client,
    () => source.list(),
    ({ vms: there }) => vms.keepOnly(there.map(({ id }) => id)),
  )
  let hearing = Promise.resolve()
  const heard = (message: Activity) => {
    if (message.type !== 'acts' && message.type !== 'act') return list.take(message)
    // In their order; the code for it comes with the first.
    hearing = hearing
      .then(() => import('./heard-acts.ts'))
      .then(({ hearActs }) => hearActs(message, { acts, log, invalidator, own }))
      .catch(() => {})
  }
  const activity = new ActivityFeed({
    listen: source.activity,
    clock,
    random,
    onOpen: () => list.askAgain(),
    onMessage: heard,
  })
  const { opened } = vms
  return {
    client,
    clock,
    log,
    source,
    times,
    polls,
    list,
    activity,
    acts,
    seen,
    opened,
    vm: (id) => vms.get(id),
    open: (id) => vms.open(id),
    schemas: schemasOnDemand(options.openSchemaStore),
    forgetVms: () => vms.keepOnly([]),
    rest: () => {
      activity.rest()
      vms.rest()
    },
    wake: () => {
      list.askAgain()
      activity.wake()
      vms.wake()
    },
  }
}

/**
 * What this page knows of the bridge's records outlives the VMs that it lets go, as the log does: when they come back,
 * with another token, nothing is told twice, and what is missing is said.
 */
function eventBackfills({ history }: VmSource, log: EventLog): (id: string) => EventBackfill | undefined {
  const records = new Map<string, EventBackfill>()
  return (id) => {
    const record = records.get(id) ?? (history && new EventBackfill(id, log, history))
    if (record) records.set(id, record)
    return record
  }
}

/** The VMs that this page watches, each made once. */
class WatchedVms {
  readonly opened: StoreApi<ReadonlySet<string>> = createStore(() => new Set<string>())
  readonly #watch: (id: string) => Vm
  readonly #vms = new Map<string, Vm>()

  constructor(watch: (id: string) => Vm) {
    this.#watch = watch
  }

  get(id: string): Vm {
    const known = this.#vms.get(id)
    if (known) return known
    const vm = this.#watch(id)
    this.#vms.set(id, vm)
    return vm
  }

  open(id: string): void {
    const opened = this.opened.getState()
    if (!opened.has(id)) this.opened.setState(new Set([...opened, id]), true)
  }

  rest(): void {
    for (const vm of this.#vms.values()) vm.rest()
  }

  wake(): void {
    for (const vm of this.#vms.values()) vm.wake()
  }

  /** One that is gone and comes back is another: it is watched, and opened, anew. */
  keepOnly(ids: readonly string[]): void {
    const there = new Set(ids)
    for (const [id, vm] of this.#vms) {
      if (there.has(id)) continue
      this.#vms.delete(id)
      vm.close()
    }
    const opened = [...this.opened.getState()]
    if (!opened.every((id) => there.has(id))) {
      this.opened.setState(new Set(opened.filter((id) => there.has(id))), true)
    }
  }
}

function newQueryClient(): QueryClient {
  // Components hear of an answer in the turn in which it comes, not in a timer's.
  notifyManager.setScheduler(queueMicrotask)
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Answers grow old by hints, not by time; a lost link asks again by itself, and localhost is never offline.
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        queryKeyHashFn: hashKey,
      },
    },
  })
}

export const AppServicesContext = createContext<AppServices | undefined>(undefined)

export function useAppServices(): AppServices {
  const services = useContext(AppServicesContext)
  if (!services) throw new Error('no AppServicesContext around this component')
  return services
}
