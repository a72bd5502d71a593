import { useEffect, useMemo, useReducer, useState } from 'react'
import { useAppServices } from '#query/app-services.ts'
import type { EventLog } from '#query/event-log.ts'
import { LogView } from '#query/log-view.ts'
import { useEventSentences } from './event-sentences.ts'
import { type LogFilter, passes } from './log-filter.ts'

/** The filtered log; renders again when it changes. With `heldAt`, what comes from that number on is kept back. */
export function useLog(log: EventLog, { vm, kind, text }: LogFilter, heldAt: number | undefined): LogView {
  const { clock } = useAppServices()
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => log.subscribe(renderAgain), [log])
  const knowsSentences = useEventSentences()
  // biome-ignore lint/correctness/useExhaustiveDependencies: sentences decide what passes
  const view = useMemo(
    () => new LogView(log, passes({ vm, kind, text })),
    [log, vm, kind, text, knowsSentences],
  )
  view.update(heldAt)
  const { starts } = view
  // biome-ignore lint/correctness/useExhaustiveDependencies: a view that has started over has all to look back at
  useEffect(() => {
    let cancel = () => {}
    const lookBack = () => {
      const done = view.lookBack()
      renderAgain()
      if (!done) cancel = clock.after(0, lookBack)
    }
    lookBack()
    return () => cancel()
  }, [view, starts, clock])
  return view
}

/** Pausing stops drawing, not receiving: the place from which on entries wait, and the switch. */
export function usePause(log: EventLog): { heldAt: number | undefined; toggle: () => void } {
  const [held, setHeld] = useState<{ at: number; inserted: number }>()
  const { next, inserted } = log
  return {
    // What comes in from before moves all after it.
    heldAt: held && log.movedTo(held.at, held.inserted),
    toggle: () => setHeld(held ? undefined : { at: next, inserted }),
  }
}
