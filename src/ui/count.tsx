import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { softTone, type Tone } from './tone.ts'

interface CountProps {
  value: number | string
  tone?: Tone | undefined
  icon?: IconName | undefined
  /** What is counted, for screen readers: "jobs with errors". */
  label?: string | undefined
  className?: string | undefined
}

/** A small number, or a word as short, behind a name. */
export function Count({ value, tone = 'grey', icon, label, className }: CountProps) {
  return (
    <span
      className={cx(
        'inline-flex min-w-4 items-center justify-center gap-0.5 rounded-full px-[5px] text-axis font-semibold',
        softTone[tone],
        className,
      )}
    >
      {icon && <Icon name={icon} size={12} />}
      {value}
      {label && <span className="sr-only"> {label}</span>}
    </span>
  )
}
