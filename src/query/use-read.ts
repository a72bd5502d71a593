import { useQueries, useQuery } from '@tanstack/react-query'
import type { Arguments, ReadName, Return } from '#qapi/types.ts'
import type { QmpError } from '#qmp/errors.ts'
import { readQuery } from './read-query.ts'
import { useSnapshot } from './use-snapshot.ts'
import type { Vm } from './vm.ts'

/** What is known of an answer. `data` stays while it is asked again, and while the link is away. */
export interface Read<T> {
  data: T | undefined
  error: QmpError | undefined
  /** When the answer came, in ms since 1970. */
  at: number | undefined
}

export interface ReadOptions<C extends ReadName> {
  args?: Arguments<C> | undefined
  /** Asks again at this interval in ms, while on screen. Only for what has neither event nor act; say why at the call. */
  every?: number
  /** False as long as it makes no sense to ask. */
  when?: boolean
}

/** The answer to a query, asked once this QEMU is known to have it, and again whenever a hint says it is old. */
export function useRead<C extends ReadName>(
  vm: Vm,
  command: C,
  options: ReadOptions<C> = {},
): Read<Return<C>> {
  const enabled = useMayAsk(vm, command) && options.when !== false
  const query = useQuery({
    ...readQuery(vm, command, options.args),
    enabled,
    refetchInterval: enabled ? (options.every ?? false) : false,
  })
  return asRead<Return<C>>(query)
}

/** The same for one command with several arguments, in their order. */
export function useReads<C extends ReadName>(
  vm: Vm,
  command: C,
  argsList: readonly Arguments<C>[],
): Read<Return<C>>[] {
  const enabled = useMayAsk(vm, command)
  return useQueries({
    queries: argsList.map((args) => ({ ...readQuery(vm, command, args), enabled })),
  }).map((query) => asRead<Return<C>>(query))
}

function useMayAsk(vm: Vm, command: ReadName): boolean {
  return useSnapshot(vm, ({ link, commands }) => link.phase === 'ready' && (commands?.has(command) ?? false))
}

function asRead<T>(query: { data: unknown; error: Error | null; dataUpdatedAt: number }): Read<T> {
  // Getters, since react-query renders again only for what was read: few components show when an answer came.
  return {
    get data() {
      return query.data as T | undefined
    },
    get error() {
      return (query.error as QmpError | null) ?? undefined
    },
    get at() {
      return query.dataUpdatedAt || undefined
    },
  }
}
