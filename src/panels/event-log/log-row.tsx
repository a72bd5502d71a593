import { formatDateTime, formatTime } from '#model/time.ts'
import type { LogEntry } from '#query/event-log.ts'
import type { DriveName } from '#query/use-drive-names.ts'
import { cx } from '#ui/cx.ts'
import { Icon } from '#ui/icon.tsx'
import { Untrusted, untrusted } from '#ui/untrusted.tsx'
import { beginningOf, visibleText } from '#ui/visible-text.ts'
import { wordsOf } from './entry-words.ts'

interface Props {
  entry: LogEntry
  /** How often the same came in a row. */
  times: number
  /** Name of its VM, where the log is of several. */
  vmName: string | undefined
  driveName: DriveName
  onOpen: () => void
}

const columns = 'grid-cols-[92px_16px_176px_minmax(0,1fr)_minmax(0,168px)]'
const columnsWithVm = 'grid-cols-[92px_16px_92px_176px_minmax(0,1fr)_minmax(0,168px)]'
const onPhone =
  'phone:h-full phone:grid-cols-[16px_minmax(0,1fr)_auto] phone:grid-rows-[20px_18px_18px] phone:content-center phone:py-2 phone:leading-5'

/** More than any screen shows in a line; the dialog behind the name has the whole text. */
const longestLine = 600

/** One line: time, icon, name, sentence, what it is about. On a phone it takes three. */
export function LogRow({ entry, times, vmName, driveName, onOpen }: Props) {
  const { icon, tone, name, text, about, category } = wordsOf(entry, driveName)
  const shown = visibleText(beginningOf(text, longestLine))
  const isCommand = category === 'command'
  const isOwn = entry.kind === 'command' && entry.by === undefined
  return (
    <div
      className={cx(
        'grid h-full items-center gap-x-3 border-t border-line-soft px-4 leading-6 hover:bg-hover',
        vmName === undefined ? columns : columnsWithVm,
        onPhone,
      )}
    >
      <time
        className="font-mono text-label text-ink-3 phone:order-3"
        dateTime={new Date(entry.at).toISOString()}
        title={formatDateTime(entry.at)}
      >
        {formatTime(entry.at)}
      </time>
      <Icon name={icon} tone={tone} className="phone:order-1" />
      {vmName !== undefined && (
        <span className="truncate font-semibold phone:hidden">{untrusted(vmName)}</span>
      )}
      <button
        type="button"
        onClick={onOpen}
        className={cx(
          'truncate text-left font-mono text-label -outline-offset-2! hover:underline phone:order-2',
          isCommand && (isOwn ? 'text-accent' : 'text-ink-2'),
        )}
      >
        {untrusted(name)}
        {times > 1 && ` × ${times.toLocaleString('en')}`}
      </button>
      <span
        className={cx(
          'truncate phone:order-4 phone:col-span-2 phone:col-start-2',
          isCommand && 'font-mono text-label text-ink-2',
        )}
        title={shown}
      >
        <Untrusted text={shown} />
      </span>
      <span className="truncate text-label text-ink-3 phone:order-5 phone:col-span-2 phone:col-start-2">
        {vmName !== undefined && <span className="hidden phone:inline">{untrusted(vmName)} · </span>}
        {untrusted(about)}
      </span>
    </div>
  )
}
