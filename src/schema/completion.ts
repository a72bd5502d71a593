/** Something that may stand at the cursor. */
export interface Completion {
  /** `key` is one of the request itself, such as `arguments`. */
  kind: 'key' | 'command' | 'argument' | 'value'
  /** The name to show. */
  label: string
  /** The text that replaces what is from `from` to `to`. */
  insert: string
  from: number
  to: number
  /** Words about it: its type, `required`, `optional`, `deprecated`, `unstable`, the QEMU it is known from. */
  details: string[]
}

/** A name that may be completed, before it is known how it is written. */
export interface Candidate {
  name: string
  details: string[]
  /** Lower comes first among those that fit what was typed as well. */
  order: number
  /** Written without quotes in JSON: `true`, `null`. */
  literal?: boolean
}

/** Those that fit what was typed: its beginnings first, then where a word within begins with it, then the rest. */
export function fitting(candidates: readonly Candidate[], typed: string): Candidate[] {
  return candidates
    .flatMap((candidate) => {
      const fit = fitOf(candidate.name, typed)
      return fit === undefined ? [] : [{ candidate, fit }]
    })
    .sort((a, b) => a.fit - b.fit || a.candidate.order - b.candidate.order)
    .map(({ candidate }) => candidate)
}

function fitOf(name: string, typed: string): number | undefined {
  const plain = name.toLowerCase().replaceAll('_', '-')
  const at = plain.indexOf(typed.toLowerCase().replaceAll('_', '-'))
  if (at < 0) return undefined
  if (at === 0) return 0
  return plain[at - 1] === '-' ? 1 : 2
}
