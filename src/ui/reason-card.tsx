import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { untrusted } from './untrusted.tsx'

interface ReasonColumn {
  title: string
  /** At the right of the column's title, such as a copy button. */
  corner?: ReactNode
  content: ReactNode
}

interface ReasonCardProps {
  /** Red where the machine stopped by itself, amber where a person stopped it. */
  tone: 'bad' | 'warn'
  icon?: IconName | undefined
  /** Accessible name of the region. */
  label: string
  /** The reason in one sentence. */
  title: ReactNode
  /** What happened, what the other side said, the way out. */
  columns: readonly ReasonColumn[]
}

const grounds = {
  bad: 'bg-bad-soft border-[color-mix(in_oklch,var(--bad)_45%,var(--bad-soft))]',
  warn: 'bg-warn-soft border-[color-mix(in_oklch,var(--warn)_45%,var(--warn-soft))]',
}

/** Why the VM is stopped, as a large card. */
export function ReasonCard({ tone, icon = 'alert', label, title, columns }: ReasonCardProps) {
  return (
    <section
      aria-label={label}
      className={cx('@container min-w-0 rounded-card border px-4 pt-2.5 pb-3.5', grounds[tone])}
    >
      <h2 className="flex items-start gap-2 text-head font-semibold">
        <Icon name={icon} tone={tone} className="mt-0.5" />
        <span className="min-w-0 [overflow-wrap:anywhere]">{untrusted(title)}</span>
      </h2>
      <div className="grid gap-x-6 gap-y-3 @3xl:auto-cols-fr @3xl:grid-flow-col">
        {columns.map((column) => (
          <div key={column.title} className="min-w-0">
            <div className="flex min-h-7 items-center justify-between gap-2">
              <h3 className="text-label font-semibold text-ink-2">{column.title}</h3>
              {column.corner}
            </div>
            {column.content}
          </div>
        ))}
      </div>
    </section>
  )
}
