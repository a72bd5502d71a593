import { useState } from 'react'
import { formatTime } from '#model/time.ts'
import type { DockProps } from '#panels/panel.ts'
import type { EventLog, LogEntry } from '#query/event-log.ts'
import type { LogView } from '#query/log-view.ts'
import { cx } from '#ui/cx.ts'
import { Icon } from '#ui/icon.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Untrusted, untrusted } from '#ui/untrusted.tsx'
import { beginningOf } from '#ui/visible-text.ts'
import { wordsOf } from './entry-words.ts'
import { LogBar } from './log-bar.tsx'
import type { Kind } from './log-filter.ts'
import { useLog, usePause } from './use-log.ts'

const LogLines = lazyComponent(async () => (await import('./log-lines.tsx')).LogLines)
const EntryDialog = lazyComponent(async () => (await import('./entry-dialog.tsx')).EntryDialog)

/** Events, own commands and news of the connection, newest first. */
export function EventLogView({ log, vm, nameOf, folded, edge, onFold }: DockProps) {
  const [text, setText] = useState('')
  const [kind, setKind] = useState<Kind>()
  const [opened, setOpened] = useState<LogEntry>()
  const { heldAt, toggle } = usePause(log)
  const view = useLog(log, { vm, kind, text }, heldAt)
  return (
    <section aria-label="Events" className="flex h-full min-h-0 flex-col">
      {edge}
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 px-4 py-1 phone:px-3">
        <h2 className="font-semibold">Event log</h2>
        {folded ? (
          <Newest log={log} view={view} />
        ) : (
          <LogBar
            text={text}
            onText={setText}
            kind={kind}
            onKind={setKind}
            shown={view.length}
            waiting={heldAt === undefined ? undefined : log.next - heldAt}
            onPause={toggle}
            onSave={() =>
              void save(vm === undefined ? 'all-vms' : nameOf(vm), [...oldestFirst(log, view, heldAt)])
            }
            onClear={() => log.clear()}
          />
        )}
        {onFold && (
          <IconButton
            label={folded ? 'Show the event log' : 'Fold the event log'}
            icon={folded ? 'up' : 'down'}
            size={24}
            aria-expanded={!folded}
            onClick={() => onFold(!folded)}
            className={cx('phone:order-1', folded && 'ml-auto')}
          />
        )}
      </div>
      {!folded && (
        <LogLines
          log={log}
          view={view}
          isFiltered={kind !== undefined || text.trim() !== ''}
          nameOf={vm === undefined ? nameOf : undefined}
          onOpen={setOpened}
        />
      )}
      {opened && <EntryDialog entry={opened} onClose={() => setOpened(undefined)} />}
    </section>
  )
}

/** The newest entry in a few words, for the folded log. */
function Newest({ log, view }: { log: EventLog; view: LogView }) {
  const entry = log.at(view.at(0)?.place ?? -1)
  if (!entry) return <span className="text-ink-3">Empty until there is a VM.</span>
  const { icon, tone, name, text } = wordsOf(entry)
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Icon name={icon} tone={tone} />
      <span className="truncate font-mono text-label">{untrusted(name)}</span>
      <span className="font-mono text-label text-ink-3">{formatTime(entry.at, 'second')}</span>
      <span className="truncate text-ink-2 phone:hidden">
        <Untrusted text={beginningOf(text, 300)} />
      </span>
    </span>
  )
}

async function save(of: string, entries: readonly LogEntry[]): Promise<void> {
  const { fileName, jsonLines, saveFile } = await import('./save.ts')
  saveFile(fileName(of, entries.at(-1)?.at), jsonLines(entries))
}

/** All that the lines stand for. */
function* oldestFirst(log: EventLog, view: LogView, heldAt = log.next): Iterable<LogEntry> {
  for (let place = log.first; place < heldAt; place++) {
    const entry = log.at(place)
    if (entry && view.passes(entry)) yield entry
  }
}
