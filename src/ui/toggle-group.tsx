import { cx } from './cx.ts'

interface ToggleGroupProps<V extends string> {
  /** What is chosen here. */
  label: string
  options: readonly { value: V; label: string }[]
  value: V
  onChange: (value: V) => void
  className?: string | undefined
}

/** One of a few, all in sight. */
export function ToggleGroup<V extends string>({
  label,
  options,
  value,
  onChange,
  className,
}: ToggleGroupProps<V>) {
  return (
    <fieldset
      aria-label={label}
      className={cx('inline-flex rounded-control border border-line bg-panel', className)}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className="min-h-6 rounded-[5px] px-2 text-label whitespace-nowrap text-ink-2 transition-colors hover:text-ink aria-pressed:bg-hover aria-pressed:font-semibold aria-pressed:text-ink phone:min-h-11 phone:px-3"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
