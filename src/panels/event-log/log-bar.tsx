import { Button } from '#ui/button.tsx'
import { Chip } from '#ui/chip.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { SearchInput } from '#ui/search-input.tsx'
import { type Kind, kinds } from './log-filter.ts'

interface Props {
  text: string
  onText: (text: string) => void
  kind: Kind | undefined
  onKind: (kind: Kind | undefined) => void
  /** How many lines are shown. */
  shown: number
  /** How many came since the log was paused; undefined while it is live. */
  waiting: number | undefined
  onPause: () => void
  onSave: () => void
  onClear: () => void
}

/** What one can do with the log: search, choose, hold, save, clear. */
export function LogBar(props: Props) {
  const { text, onText, kind, onKind, shown, waiting, onPause, onSave, onClear } = props
  return (
    <>
      <SearchInput
        label="Filter the log"
        placeholder="Name or text"
        size={24}
        value={text}
        onChange={onText}
      />
      <div className="flex min-w-0 gap-2 overflow-x-auto [scrollbar-width:none] phone:order-last phone:w-full">
        <Chip pressed={kind === undefined} onPress={() => onKind(undefined)}>
          All
        </Chip>
        {kinds.map(({ id, label }) => (
          <Chip key={id} pressed={kind === id} onPress={() => onKind(kind === id ? undefined : id)}>
            {label}
          </Chip>
        ))}
      </div>
      <span className="ml-auto shrink-0 text-label text-ink-2">
        {shown.toLocaleString('en')} {shown === 1 ? 'line' : 'lines'},{' '}
        {waiting === undefined ? 'live' : `paused, ${waiting.toLocaleString('en')} waiting`}
      </span>
      <Button size={24} onClick={onPause} aria-pressed={waiting !== undefined}>
        {waiting === undefined ? 'Pause' : 'Go on'}
      </Button>
      <Button size={24} onClick={onSave} tip="Saves the lines shown, as JSON lines.">
        Save
      </Button>
      <IconButton label="Clear the log" icon="trash" size={24} onClick={onClear} />
    </>
  )
}
