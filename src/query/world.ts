import { QueryClient } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { VmList, VmProcess } from '#api/types.ts'
import type { Clock } from '#link/clock.ts'
import type { Dial } from '#link/link.ts'
import { EventLog } from './event-log.ts'
import { Freshness } from './freshness.ts'
import { hashKey } from './read-key.ts'
import { type Vm, watchVm } from './vm.ts'

/** Where VMs come from: the bridge, or a simulator in the page. */
export interface VmSource {
  list(): Promise<VmList>
  /** The QEMU process on the bridge's host, or undefined where nobody can tell. */
  processOf(id: string): Promise<VmProcess | undefined>
  dial(id: string): Dial
}

/** What every hook stands on; made once, outside React, by whoever composes the page. */
export interface World {
  readonly client: QueryClient
  readonly clock: Clock
  readonly log: EventLog
  readonly source: VmSource
  /** The VM of that id, watched from the first call on. */
  vm(id: string): Vm
}

export interface WorldOptions {
  source: VmSource
  clock: Clock
  idPrefix: () => string
  random: () => number
}

export function createWorld({ source, clock, idPrefix, random }: WorldOptions): World {
  const client = new QueryClient({
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
  const log = new EventLog(clock)
  const freshness = new Freshness(client, clock)
  const vms = new Map<string, Vm>()
  const watch = (id: string): Vm => {
    const vm = watchVm({ id, dial: source.dial(id), clock, idPrefix, random, client, freshness, log })
    vms.set(id, vm)
    return vm
  }
  return { client, clock, log, source, vm: (id) => vms.get(id) ?? watch(id) }
}

export const WorldContext = createContext<World | undefined>(undefined)

export function useWorld(): World {
  const world = useContext(WorldContext)
  if (!world) throw new Error('no world around this component')
  return world
}
