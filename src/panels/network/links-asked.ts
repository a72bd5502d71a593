import { useMemo, useReducer } from 'react'
import type { EventLog } from '#query/event-log.ts'
import type { PanelVm } from '#query/panel-vm.ts'

/** What a link was last told from this page. */
export interface LinkAsked {
  up: boolean
  /** Milliseconds since 1970. */
  at: number
}

/** By the name that set_link has for it. QEMU does not tell the state of a link, so this is all that is known. */
export type LinksAsked = ReadonlyMap<string, LinkAsked>

/**
 * What this page has told the links in this session; with the next, another QEMU may be at the other end. It stands
 * in the log, which is read when the panel appears and, by `lookAgain`, after each act: not at each of its lines.
 */
export function useLinksAsked(vm: PanelVm<never, never>): { links: LinksAsked; lookAgain: () => void } {
  const { id, log } = vm
  const since = vm.useWatched(({ link }) => (link.phase === 'ready' ? link.since : undefined))
  const [looks, lookAgain] = useReducer((count: number) => count + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log stays the same, what is in it does not
  const links = useMemo(() => linksAsked(log, id, since ?? 0), [log, looks, id, since])
  return { links, lookAgain }
}

function linksAsked(log: EventLog, vm: string, since: number): LinksAsked {
  const asked = new Map<string, LinkAsked>()
  for (let seq = log.first; seq < log.next; seq++) {
    const entry = log.at(seq)
    if (entry?.kind !== 'command' || entry.name !== 'set_link') continue
    if (entry.vm !== vm || entry.at < since || entry.outcome.state !== 'done') continue
    const { name, up } = entry.args as { name: string; up: boolean }
    asked.set(name, { up, at: entry.at })
  }
  return asked
}
