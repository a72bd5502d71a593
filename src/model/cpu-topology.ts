import type { HotpluggableCpu } from '#qapi/names.ts'
import { amount, items, type Partially, text } from './answer.ts'

/** How the vCPUs of a machine are arranged, empty places included. */
export interface CpuTopology {
  /** `1 socket × 2 cores × 1 thread`; `undefined` where QEMU does not say. */
  readonly words: string | undefined
  /** vCPUs that the machine has room for. */
  readonly room: number | undefined
  /** What `-cpu` calls it: `qemu64`. */
  readonly model: string | undefined
}

const levels = ['drawer', 'book', 'socket', 'die', 'cluster', 'module', 'core', 'thread'] as const
/** Said even where there is only one; the rest is rare. */
const always: ReadonlySet<string> = new Set(['socket', 'core', 'thread'])

type Places = readonly Readonly<Record<string, unknown>>[]

/** The largest number of different ids of a level within one of the level above. */
function widthOf(places: Places, level: string, above: readonly string[]): number {
  const groups = new Map<string, Set<number>>()
  for (const place of places) {
    const id = amount(place[`${level}-id`])
    if (id === undefined) continue
    const parent = above.map((outer) => place[`${outer}-id`]).join('/')
    groups.set(parent, (groups.get(parent) ?? new Set()).add(id))
  }
  return Math.max(0, ...[...groups.values()].map(({ size }) => size))
}

/** Where a whole core is plugged in at once (ppc64), its threads have no ids: their number is that of its vCPUs. */
function threadsPerPlace(known: readonly Partially<HotpluggableCpu>[]): number | undefined {
  const counts = known.map((place) => amount(place['vcpus-count']) ?? 1)
  const [first] = counts
  return first !== undefined && first > 1 && counts.every((count) => count === first) ? first : undefined
}

function wordsOf(places: Places, threads: number | undefined): string | undefined {
  const said = levels.flatMap((level, depth) => {
    const width = widthOf(places, level, levels.slice(0, depth))
    if (width === 0 || (width === 1 && !always.has(level))) return []
    return [`${width} ${level}${width === 1 ? '' : 's'}`]
  })
  if (said.length > 0 && threads !== undefined) said.push(`${threads} threads`)
  return said.length > 0 ? said.join(' × ') : undefined
}

/** What `-cpu` takes, from a QOM type: `qemu64` for `qemu64-x86_64-cpu`, `power9` for `power9-spapr-cpu-core`. */
export function cpuModel(type: unknown): string | undefined {
  return text(type)?.replace(/(-spapr-cpu-core|(-\w+)?-cpu)$/, '')
}

/** `query-hotpluggable-cpus` (2.7), which lists all places, filled or not. */
export function cpuTopology(places: readonly Partially<HotpluggableCpu>[] | undefined): CpuTopology {
  const known = items(places)
  const room = known.reduce((sum, place) => sum + (amount(place['vcpus-count']) ?? 1), 0)
  return {
    words: wordsOf(
      known.map(({ props }) => ({ ...props })),
      threadsPerPlace(known),
    ),
    room: known.length > 0 ? room : undefined,
    model: cpuModel(known[0]?.type),
  }
}
