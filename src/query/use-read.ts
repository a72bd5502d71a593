import { useQueries, useQuery } from '@tanstack/react-query'
import { idContainers } from '#model/qom.ts'
import type { Arguments, ReadName, Return } from '#qapi/types.ts'
import type { QmpError } from '#qmp/errors.ts'
import { useAppServices } from './app-services.ts'
import { devicesMayBeOld, mayBeOld, refusalMayBeOld, withoutDevices } from './may-be-old.ts'
import type { Poll } from './polls.ts'
import { readQuery } from './read-query.ts'
import { usePolls } from './use-polls.ts'
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
  /** Asks again at this interval in ms, where it depends on the VM; what does not is in may-be-old.ts. */
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
  const { times } = useAppServices()
  const enabled = useMayAsk(vm, command) && options.when !== false
  const question = readQuery(vm, command, options.args)
  const query = useQuery({ ...question, enabled })
  const { data, error } = query
  useKeptYoung(vm, command, enabled ? [{ data, error, args: options.args, every: options.every }] : [])
  return asRead<Return<C>>(query, () => times.of(question.queryKey))
}

/** The same for one command with several arguments, in their order. */
export function useReads<C extends ReadName>(
  vm: Vm,
  command: C,
  argsList: readonly Arguments<C>[],
): Read<Return<C>>[] {
  const { times } = useAppServices()
  const enabled = useMayAsk(vm, command)
  const questions = argsList.map((args) => readQuery(vm, command, args))
  const queries = useQueries({ queries: questions.map((question) => ({ ...question, enabled })) })
  const shown = queries.map(({ data, error }, index) => ({ data, error, args: argsList[index] }))
  useKeptYoung(vm, command, enabled ? shown : [])
  return queries.map((query, index) =>
    asRead<Return<C>>(query, () => times.of(questions[index]?.queryKey ?? [])),
  )
}

interface Shown {
  data: unknown
  error: unknown
  args: unknown
  every?: number | undefined
}

/** Asks again what nothing tells of. */
function useKeptYoung(vm: Vm, command: ReadName, shown: readonly Shown[]): void {
  const hasDevices = useMayAsk(vm, 'qom-list')
  const state = useSnapshot(vm, ({ stateHistory }) => stateHistory.answer?.word)
  const polls = shown.flatMap(({ data, error, args, every: own }): Poll[] => {
    const every = error ? refusalMayBeOld(state) : (own ?? mayBeOld(command, args, data))
    if (every === undefined) return []
    if (every === 'devices' && hasDevices) return devicesOf(vm)
    const question = readQuery(vm, command, args as Arguments<typeof command>)
    return [{ question, every: every === 'devices' ? withoutDevices : every }]
  })
  usePolls(vm.id, polls)
}

/** The two short lists that say which devices a VM has been given, instead of all answers that change with them. */
function devicesOf(vm: Vm): Poll[] {
  return idContainers.map((path) => ({
    question: readQuery(vm, 'qom-list', { path }),
    every: devicesMayBeOld,
  }))
}

function useMayAsk(vm: Vm, command: ReadName): boolean {
  return useSnapshot(vm, ({ link, commands }) => link.phase === 'ready' && (commands?.has(command) ?? false))
}

function asRead<T>(
  query: { data: unknown; error: Error | null; dataUpdatedAt: number },
  at: () => number | undefined,
): Read<T> {
  // Getters, since react-query renders again only for what was read: few components show when an answer came.
  return {
    get data() {
      return query.data as T | undefined
    },
    get error() {
      return (query.error as QmpError | null) ?? undefined
    },
    get at() {
      return query.dataUpdatedAt ? at() : undefined
    },
  }
}
