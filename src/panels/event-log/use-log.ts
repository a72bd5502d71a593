import { useEffect, useMemo, useReducer, useState } from 'react'
import type { EventLog } from '#query/event-log.ts'
import { LogView } from '#query/log-view.ts'
import { type LogFilter, passes } from './log-filter.ts'

/** Entries from before a filter that are looked at in one go: some milliseconds. */
const portion = 10_000

/** The filtered log; renders again when it changes. With `heldAt`, what comes from that number on is kept back. */
export function useLog(log: EventLog, { vm, kind, text }: LogFilter, heldAt: number | undefined): LogView {
  const [, renderAgain] = useReducer((count: number) => count + 1, 0)
  useEffect(() => log.subscribe(renderAgain), [log])
  const view = useMemo(() => new LogView(log, passes({ vm, kind, text })), [log, vm, kind, text])
  view.update(heldAt)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const lookBack = () => {
      const done = view.lookBack(portion)
      renderAgain()
      if (!done) timer = setTimeout(lookBack, 0)
    }
    lookBack()
    return () => clearTimeout(timer)
  }, [view])
  return view
}

/** Pausing stops drawing, not receiving: the number from which on entries wait, and the switch. */
export function usePause(log: EventLog): { heldAt: number | undefined; toggle: () => void } {
  const [heldAt, setHeldAt] = useState<number>()
  return { heldAt, toggle: () => setHeldAt(heldAt === undefined ? log.next : undefined) }
}
