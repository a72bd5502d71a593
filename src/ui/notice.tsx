import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { type Tone, textTone } from './tone.ts'

interface NoticeProps {
  tone: Tone
  icon: IconName
  /** The sentence. */
  children: ReactNode
  /** Below it, explained. */
  detail?: ReactNode
  /** At the right: a second, lesser fact, the next try. */
  aside?: ReactNode
  action?: ReactNode
  /** On a ground of its own, for what changes how all the rest is to be read: the link is lost. */
  loud?: boolean | undefined
  className?: string | undefined
}

const grounds: Record<Tone, string> = {
  ok: 'bg-ok-soft border-ok/45',
  warn: 'bg-warn-soft border-warn/45',
  bad: 'bg-bad-soft border-bad/45',
  accent: 'bg-accent-soft border-accent/45',
  grey: 'bg-hover border-edge',
}

/** A strip over the page or a panel that says one thing. */
export function Notice({ tone, icon, children, detail, aside, action, loud, className }: NoticeProps) {
  const mark = loud && tone === 'grey' ? 'text-ink' : textTone[tone]
  return (
    <div
      className={cx(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-card border px-3 py-2.5',
        loud ? grounds[tone] : 'border-line bg-panel',
        className,
      )}
    >
      <div className="flex min-w-0 flex-[1_1_280px] items-start gap-2">
        <Icon name={icon} className={cx('mt-0.5', mark)} />
        <div className="min-w-0 max-w-[920px] [overflow-wrap:anywhere]">
          <div>{children}</div>
          {detail && <div className="text-ink-2">{detail}</div>}
        </div>
      </div>
      {(aside || action) && (
        <div className="flex min-w-0 items-start justify-between gap-3 phone:w-full phone:items-center">
          <div className="min-w-0 text-ink-2">{aside}</div>
          {action && <div className="-my-1 flex shrink-0 gap-2 phone:my-0">{action}</div>}
        </div>
      )}
    </div>
  )
}
