import { formatDateTime } from '#model/time.ts'
import type { LogEntry } from '#query/event-log.ts'
import { useCommandNotes } from '#query/use-command-notes.ts'
import { useDriveNames } from '#query/use-drive-names.ts'
import { useVms } from '#query/use-vms.ts'
import { CodeBlock } from '#ui/code-block.tsx'
import { CommandNotes } from '#ui/command-notes.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { LongText } from '#ui/long-text.tsx'
import { untrusted } from '#ui/untrusted.tsx'
import { wordsOf } from './entry-words.ts'
import { jsonLines } from './save.ts'

/** One entry, whole: what the line had no room for, and what was on the wire. */
export function EntryDialog({ entry, onClose }: { entry: LogEntry; onClose: () => void }) {
  const { name, text, about } = wordsOf(entry, useDriveNames())
  const isListed = useVms().list?.vms.some(({ id }) => id === entry.vm)
  // A VM that is gone cannot be asked.
  const isOwn = entry.kind === 'command' && entry.by === undefined && isListed
  const wire = entry.kind === 'event' ? entry.text : jsonLines([entry]).trim()
  return (
    <Dialog open onClose={onClose} title={name}>
      <div className="prose">
        <p>
          <LongText text={text} />
        </p>
        <p className="text-ink-2">
          {formatDateTime(entry.at)}
          {about && <>, {untrusted(about)}</>}
          {entry.kind === 'event' && !entry.hostClock && ', by this browser’s clock: QEMU sent no time'}
        </p>
        <CodeBlock code={wire} />
        {isOwn && <Notes vmId={entry.vm} command={entry.name} args={entry.args} />}
      </div>
    </Dialog>
  )
}

function Notes({ vmId, command, args }: { vmId: string; command: string; args: unknown }) {
  return <CommandNotes command={command} notes={useCommandNotes(vmId, command, args)} />
}
