import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { ApiFailure } from '#api/api-failure.ts'
import type { ListedVm, VmList, VmProcess } from '#api/types.ts'
import { useAppServices } from './app-services.ts'
import { listMayBeOld } from './may-be-old.ts'
import { usePolls } from './use-polls.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'
import { type CurrentVmList, listKey } from './vm-list.ts'

/** The VMs that the bridge knows, and what came instead of them where it did not answer. */
export interface Vms {
  list: VmList | undefined
  error: Error | undefined
  askAgain: () => void
}

/** The list, kept current as long as this is on screen. */
export function useVms(): Vms {
  const { list, activity } = useAppServices()
  const isTold = useStore(activity.isOpen)
  const { data, error, refetch } = useQuery({
    ...listQuestion(list),
    // It was asked for before anything was shown.
    retryOnMount: false,
  })
  // A token that was wrong stays wrong, and the bridge's answers to those are few.
  const isAsked = !isTold && !isUnauthorized(error)
  usePolls('list', isAsked ? [{ question: listQuestion(list), every: listMayBeOld }] : [])
  // Where the bridge does not answer or does not let us in, listening makes no sense, and asking goes on.
  const mayListen = data !== undefined && error === null
  useEffect(() => (mayListen ? activity.watch() : undefined), [activity, mayListen])
  return { list: data, error: error ?? undefined, askAgain: () => void refetch() }
}

function listQuestion(list: CurrentVmList) {
  return { queryKey: listKey, queryFn: () => list.ask() }
}

function isUnauthorized(error: Error | null): boolean {
  return error instanceof ApiFailure && error.kind === 'unauthorized'
}

/** The VM as the list has it; another component keeps the list current. */
export function useListed(id: string): ListedVm | undefined {
  return useListRead().data?.vms.find((vm) => vm.id === id)
}

/** Where the bridge does not answer any more: as of when the list is. Undefined while it is current. */
export function useListAge(): { at: number; askAgain: () => void } | undefined {
  const { activity, times } = useAppServices()
  const { error, refetch } = useListRead()
  // As long as changes are told, it is current however long ago it was asked for.
  return error
    ? { at: Math.max(times.of(listKey) ?? 0, activity.lostAt ?? 0), askAgain: () => void refetch() }
    : undefined
}

function useListRead() {
  const { list } = useAppServices()
  return useQuery({ ...listQuestion(list), enabled: false })
}

/** Several VMs, in the order of their ids. */
export function useVmsById(ids: readonly string[]): readonly Vm[] {
  const services = useAppServices()
  const all = ids.join(' ')
  return useMemo(() => (all === '' ? [] : all.split(' ').map((id) => services.vm(id))), [services, all])
}

export function useVm(id: string): Vm {
  const services = useAppServices()
  return useMemo(() => services.vm(id), [services, id])
}

/** The process behind a VM, or null where the bridge cannot tell (another host, another system, no right to look). */
export function useProcess(vm: Vm): VmProcess | null | undefined {
  const isReady = useSnapshot(vm, ({ link }) => link.phase === 'ready')
  const { data } = useProcessRead(vm)
  return isReady ? data : undefined
}

/** What is known of the process; while the link is away, as it was. */
export interface ProcessRead {
  data: VmProcess | null | undefined
  /** When it was read, in ms since 1970. */
  at: number | undefined
}

/**
 * The same with the time of the answer. Nothing tells that a process has used CPU time or memory: whoever shows that
 * asks again `every` so many ms.
 */
export function useProcessRead(vm: Vm, every?: number): ProcessRead {
  const { source, times } = useAppServices()
  // One answer for each session: a QEMU that was started again has another process. Without a link it is asked once:
  // the bridge still knows with what QEMU was started, and whether it has ended.
  const session = useSnapshot(vm, ({ link }) => (link.phase === 'ready' ? link.since : undefined))
  const away = useSnapshot(vm, ({ link, lostAt }) =>
    link.phase === 'waiting' || link.phase === 'ended' ? `away ${lostAt}` : undefined,
  )
  const question = {
    queryKey: ['process', vm.id, session ?? away],
    queryFn: async () => (await source.processOf(vm.id)) ?? null,
  }
  const { data, dataUpdatedAt } = useQuery({
    ...question,
    enabled: session !== undefined || away !== undefined,
    placeholderData: keepPreviousData,
  })
  // Where the bridge cannot tell, it will not be able to in a moment either.
  const isAsked = session !== undefined && !!data && every !== undefined
  usePolls(`process of ${vm.id}`, isAsked ? [{ question, every }] : [])
  return { data, at: dataUpdatedAt ? times.of(question.queryKey) : undefined }
}
