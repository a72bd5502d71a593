import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface RegionProps {
  /** Heading and accessible name. */
  title: string
  /** Buttons right behind the title, such as one that shows what is on the wire. */
  corner?: ReactNode
  /** At the far right of the title: the one fact that sums it up, or the age of old data. */
  note?: ReactNode
  children: ReactNode
  /** The data is old: fewer tones. */
  stale?: boolean | undefined
  /** Without a box of its own: the first part of a card, which gives it its title, or another part. */
  plain?: 'head' | 'part' | undefined | false
  className?: string | undefined
}

/** A titled part of the page, drawn as a card. */
export function Region({ title, corner, note, children, stale, plain, className }: RegionProps) {
  return (
    <section
      aria-label={title}
      className={cx(
        'min-w-0',
        !plain && 'rounded-card border border-line bg-panel px-3 pt-2.5 pb-3',
        stale && 'stale',
        className,
      )}
    >
      <div
        className={cx(
          'flex min-h-6 flex-wrap items-center gap-x-1',
          plain === 'part' ? 'text-label' : 'mb-1',
        )}
      >
        {plain === 'part' ? (
          <h3 className="text-ink-3">{title}</h3>
        ) : (
          <h2 className="font-semibold">{title}</h2>
        )}
        {corner && <span className="inline-flex items-center phone:-my-2.5">{corner}</span>}
        {note && <span className="ml-auto min-w-0 pl-2 text-right text-label text-ink-3">{note}</span>}
      </div>
      {children}
    </section>
  )
}
