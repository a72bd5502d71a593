import { oneLineJson } from './one-line-json.ts'

/** What a query came to: its answer, or QEMU's refusal. */
export type Outcome =
  | { readonly return: unknown }
  | { readonly error: { readonly class: string; readonly desc: string } }

/** The five queries of the vm-info script, in its order. */
export const vmInfoQueries = [
  'query-version',
  'query-kvm',
  'query-status',
  'query-uuid',
  'query-balloon',
] as const

export type VmInfoQuery = (typeof vmInfoQueries)[number]

function line(query: VmInfoQuery, outcome: Outcome | undefined): string {
  const name = query.slice('query-'.length)
  if (!outcome) return `${name}: (no answer)`
  return `${name}: ${oneLineJson('error' in outcome ? outcome.error : outcome.return)}`
}

/**
 * The five lines that QEMU's vm-info script of 2009 printed, with values as JSON where it had Python's notation. A
 * refusal is printed, too, as the script did.
 */
export function vmInfoText(outcomes: Readonly<Partial<Record<VmInfoQuery, Outcome | undefined>>>): string {
  return vmInfoQueries.map((query) => line(query, outcomes[query])).join('\n')
}

/** A fact that the script did not know; left out where it is not known. */
export type MoreInfo = readonly [label: string, value: string | undefined]

/** The same with more about the VM above it, to be copied into a bug report: name, machine, CPUs, memory … */
export function extendedVmInfoText(
  more: readonly MoreInfo[],
  outcomes: Readonly<Partial<Record<VmInfoQuery, Outcome | undefined>>>,
): string {
  const known = more.flatMap(([label, value]) => (value === undefined ? [] : [`${label}: ${oneLine(value)}`]))
  return [...known, vmInfoText(outcomes)].join('\n')
}

/** A name made by a stranger must not look like a line of ours. */
function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ')
}
