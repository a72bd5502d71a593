import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A box that sets its content apart. */
export function Card({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return (
    <div className={cx('min-w-0 rounded-card border border-line bg-panel px-3 pt-2.5 pb-3', className)}>
      {children}
    </div>
  )
}
