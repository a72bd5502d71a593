import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface EmptyNoteProps {
  /** Why it is empty. */
  children: ReactNode
  /** What would fill it. */
  hint?: ReactNode
  icon?: IconName | undefined
  action?: ReactNode
}

/** Shown where there is nothing to show: why, and what would change that. */
export function EmptyNote({ children, hint, icon = 'info', action }: EmptyNoteProps) {
  return (
    <div className="flex items-start gap-2 text-ink-2">
      <Icon name={icon} className="mt-0.5 text-ink-3" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>{children}</p>
        {hint && <p className="text-label text-ink-3">{hint}</p>}
        {action && <div className="mt-2">{action}</div>}
      </div>
    </div>
  )
}
