import type { Query, QueryClient } from '@tanstack/react-query'
import { items, text } from '#model/answer.ts'
import { idContainers } from '#model/qom.ts'
import type { ReadName } from '#qapi/types.ts'
import type { Invalidator } from './invalidator.ts'
import type { ReadKey } from './read-key.ts'
import { hotplug } from './stale-by-event.ts'

/** What of an answer says, by having changed, that other answers are old; and which. */
interface Hint {
  of(answer: unknown, args: unknown): string | undefined
  readonly makesOld: readonly ReadName[] | 'failed'
}

const hints: Readonly<Partial<Record<ReadName, Hint>>> = {
  // A device has come without any event (device_add), or goes.
  'qom-list': { of: devicesAt, makesOld: hotplug },
  // A disk that the last list of disks did not have, or another node on top of it.
  'query-blockstats': {
    of: disks,
    makesOld: ['query-block', 'query-named-block-nodes', 'qom-list'],
  },
  'query-migrate': { of: status, makesOld: ['query-status'] },
  // What QEMU refused in one state, it may answer in the next.
  'query-status': { of: status, makesOld: 'failed' },
}

/** Compares each answer with the one before, and has asked again what a difference makes old. */
export function followHints(
  client: QueryClient,
  invalidator: Pick<Invalidator, 'becameOld' | 'stateChanged'>,
): void {
  const told = new Map<string, string>()
  const compare = ({ queryKey, queryHash, state }: Query) => {
    const [kind, vm, command, args] = queryKey as unknown as ReadKey
    const hint = kind === 'qmp' && state.data !== undefined ? hints[command as ReadName] : undefined
    const tells = hint?.of(state.data, args)
    if (!hint || tells === undefined) return
    const before = told.get(queryHash)
    told.set(queryHash, tells)
    if (before === undefined || before === tells) return
    if (hint.makesOld === 'failed') invalidator.stateChanged(vm)
    else invalidator.becameOld(vm, hint.makesOld)
  }
  const cache = client.getQueryCache()
  for (const query of cache.getAll()) compare(query)
  cache.subscribe((event) => {
    if (event.type === 'removed') told.delete(event.query.queryHash)
    else if (event.type === 'updated' && event.action.type === 'success') compare(event.query)
  })
}

function devicesAt(answer: unknown, args: unknown): string | undefined {
  const { path } = (args ?? {}) as { path?: unknown }
  if (!idContainers.some((container) => container === path)) return undefined
  return items(answer as { name: string }[])
    .map(({ name }) => name)
    .join(' ')
}

function disks(answer: unknown): string {
  return items(answer as Record<string, unknown>[])
    .map((disk) => [disk['device'], disk['qdev'], disk['node-name']].join(' '))
    .join(',')
}

function status(answer: unknown): string | undefined {
  return text((answer as { status?: unknown } | null)?.status) ?? 'none'
}
