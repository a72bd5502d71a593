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

/**
 * What one can do with the log: search, choose, hold, save, clear. On a phone it takes three rows: how much there is,
 * what to do with it, and what to choose.
 */
export function LogBar(props: Props) {
  const { text, onText, kind, onKind, shown, waiting, onPause, onSave, onClear } = props
  return (
    <>
      <div className="hidden h-0 w-full phone:order-2 phone:block" />
      <SearchInput
        label="Filter the log"
        placeholder="Name or text"
        size={24}
        value={text}
        onChange={onText}
        className="phone:order-3 phone:w-auto phone:min-w-0 phone:grow phone:basis-24"
      />
      <div className="flex min-w-0 gap-2 overflow-x-auto [scrollbar-width:none] phone:order-4 phone:w-full">
        <Chip pressed={kind === undefined} onPress={() => onKind(undefined)}>
          All
        </Chip>
        {kinds.map(({ id, label }) => (
          <Chip key={id} pressed={kind === id} onPress={() => onKind(kind === id ? undefined : id)}>
            {label}
          </Chip>
        ))}
      </div>
      <span className="ml-auto min-w-0 truncate text-label text-ink-2 phone:order-1">
        {shown.toLocaleString('en')} {shown === 1 ? 'line' : 'lines'},{' '}
        {waiting === undefined ? 'live' : `paused, ${waiting.toLocaleString('en')} waiting`}
      </span>
      <Button size={24} onClick={onPause} aria-pressed={waiting !== undefined} className="phone:order-3">
        {waiting === undefined ? 'Pause' : 'Resume'}
      </Button>
      <Button
        size={24}
        onClick={onSave}
        tip="Saves the lines shown, as JSON lines."
        className="phone:order-3"
      >
        Save
      </Button>
      <IconButton label="Clear the log" icon="trash" size={24} onClick={onClear} className="phone:order-3" />
    </>
  )
}
