import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { softTone, type Tone } from './tone.ts'

interface BadgeProps {
  tone: Tone
  icon: IconName
  /** The word. */
  children: ReactNode
  /** After the word, lighter: the reason, what it was before. */
  note?: ReactNode
  /** Makes it a live status with this name. */
  status?: string | undefined
  className?: string | undefined
}

/** A state: word, icon and colour together. */
export function Badge({ tone, icon, children, note, status, className }: BadgeProps) {
  const role = status ? { role: 'status', 'aria-label': status } : {}
  return (
    <span
      {...role}
      className={cx(
        'inline-flex min-h-6 min-w-0 max-w-full items-center gap-1.5 rounded-[12px] pr-2.5 pl-[7px] font-semibold whitespace-nowrap',
        softTone[tone],
        className,
      )}
    >
      <Icon name={icon} />
      <span className="min-w-0 truncate">{children}</span>
      {note && <span className="min-w-0 truncate font-normal">{note}</span>}
    </span>
  )
}
