import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { VmList, VmProcess } from '#api/types.ts'
import { useWatched } from './use-watched.ts'
import type { Vm } from './vm.ts'
import { useWorld } from './world.ts'

/** The VMs that the bridge knows, and what came instead of them where it did not answer. */
export interface Vms {
  list: VmList | undefined
  error: Error | undefined
  askAgain: () => void
}

/** Nothing tells the page that somebody else looks at a VM or that QEMU went: so the list asks while it is on screen. */
const listEvery = 3000

export function useVms(): Vms {
  const { source } = useWorld()
  const { data, error, refetch } = useQuery({
    queryKey: ['vms'],
    queryFn: () => source.list(),
    refetchInterval: listEvery,
    staleTime: 0,
  })
  return { list: data, error: error ?? undefined, askAgain: () => void refetch() }
}

export function useVm(id: string): Vm {
  const world = useWorld()
  return useMemo(() => world.vm(id), [world, id])
}

/** The process behind a VM, or null where the bridge cannot tell (another host, another system, no right to look). */
export function useProcess(vm: Vm): VmProcess | null | undefined {
  const { source } = useWorld()
  // Asked once for each session: a QEMU that was started anew has another process.
  const session = useWatched(vm, ({ link }) => (link.phase === 'ready' ? link.since : undefined))
  const { data } = useQuery({
    queryKey: ['process', vm.id, session],
    queryFn: async () => (await source.processOf(vm.id)) ?? null,
    enabled: session !== undefined,
  })
  return data
}
