import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { type Tone, textTone } from './tone.ts'

interface ToneTextProps {
  tone: Tone
  icon: IconName
  /** The word, or a few. */
  children: ReactNode
  className?: string | undefined
}

/** A word that needs attention, in running text or a table: icon and colour with it, no ground of its own. */
export function ToneText({ tone, icon, children, className }: ToneTextProps) {
  return (
    <span className={cx('inline-flex items-baseline gap-1', textTone[tone], className)}>
      <Icon name={icon} className="translate-y-px self-center" />
      {children}
    </span>
  )
}
