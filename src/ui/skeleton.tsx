import { createContext, useContext } from 'react'
import { cx } from './cx.ts'
import { EmptyNote } from './empty-note.tsx'

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-11/12', 'w-1/2', 'w-full']

/** Why nothing will come for which there could be room; undefined where it will. */
export const WhyNothingComes = createContext<string | undefined>(undefined)

/** Placeholder, of up to six lines, for an answer; it does not move. */
export function Skeleton({ lines = 3, label = 'Loading' }: { lines?: number; label?: string }) {
  const why = useContext(WhyNothingComes)
  if (why !== undefined) return <EmptyNote>{why}</EmptyNote>
  return (
    <div className="grid gap-2 py-1">
      <span className="sr-only">{label}</span>
      {widths.slice(0, lines).map((width) => (
        <div key={width} className={cx('h-3 rounded-text bg-hover', width)} />
      ))}
    </div>
  )
}
