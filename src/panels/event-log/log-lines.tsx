import { useRef, useState } from 'react'
import type { EventLog, LogEntry } from '#query/event-log.ts'
import type { LogView } from '#query/log-view.ts'
import { useDriveNames } from '#query/use-drive-names.ts'
import { Button } from '#ui/button.tsx'
import { EmptyNote } from '#ui/empty-note.tsx'
import { useIsPhone } from '#ui/use-screen.ts'
import { VirtualList, type VirtualListHandle } from '#ui/virtual-list.tsx'
import { LogRow } from './log-row.tsx'

/** Height of a line in px: a phone gives each three lines. */
const lineHeight = 25
const phoneLineHeight = 77

interface LogLinesProps {
  log: EventLog
  view: LogView
  isFiltered: boolean
  /** Names the VM in each line; undefined where all are of one. */
  nameOf: ((vm: string) => string) | undefined
  onOpen: (entry: LogEntry) => void
}

/** The lines of the log, newest first. */
export function LogLines({ log, view, isFiltered, nameOf, onOpen }: LogLinesProps) {
  const list = useRef<VirtualListHandle>(null)
  const [away, setAway] = useState(false)
  const driveName = useDriveNames()
  const rowHeight = useIsPhone() ? phoneLineHeight : lineHeight
  return (
    <div className="relative min-h-0 grow">
      <VirtualList
        ref={list}
        role="log"
        label="Event log"
        live="off"
        count={view.length}
        rowHeight={rowHeight}
        keyOf={(row) => view.at(row)?.from ?? -1}
        onAway={setAway}
        className="h-full"
      >
        {(row) => {
          const line = view.at(row)
          const entry = line && log.at(line.place)
          if (!entry) return undefined
          const named = { driveName, vmName: nameOf?.(entry.vm) }
          return <LogRow entry={entry} times={line.times} {...named} onOpen={() => onOpen(entry)} />
        }}
      </VirtualList>
      {view.length === 0 && (
        <div className="pointer-events-none absolute inset-x-4 top-2">
          <EmptyNote>
            {isFiltered ? 'No line matches this filter.' : 'Empty. New events appear here.'}
          </EmptyNote>
        </div>
      )}
      {away && (
        <div className="absolute right-6 bottom-3">
          <Button icon="top" onClick={() => list.current?.toTop()}>
            Newest
          </Button>
        </div>
      )}
    </div>
  )
}
