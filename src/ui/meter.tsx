import { cx } from './cx.ts'

interface BarProps {
  label: string
  /** In the unit of `max`; undefined where it is not known: an empty bar, said so by `text`. */
  value: number | undefined
  max: number
  /** The value for screen readers, with its unit: "318 of 400 MiB". */
  text: string
  tone?: 'accent' | 'warn' | 'bad' | undefined
  className?: string | undefined
}

const fills = { accent: 'bg-s1', warn: 'bg-warn', bad: 'bg-bad' }

function Bar({ role, label, value, max, text, tone = 'accent', className }: BarProps & { role: string }) {
  const part = value === undefined || max <= 0 ? 0 : Math.min(1, Math.max(0, value / max))
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name
    <div
      role={role}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value === undefined ? undefined : Math.min(max, Math.max(0, value))}
      aria-valuetext={text}
      className={cx('h-1.5 overflow-hidden rounded-[3px] bg-hover', className)}
    >
      <div
        className={cx('h-full rounded-[3px] forced-colors:bg-[CanvasText]', fills[tone])}
        style={{ width: `${part * 100}%` }}
      />
    </div>
  )
}

/** How much of something is in use. */
export function Meter(props: BarProps & { value: number }) {
  return <Bar role="meter" {...props} />
}

/** How far something is that will end. */
export function Progress(props: BarProps) {
  return <Bar role="progressbar" {...props} />
}
