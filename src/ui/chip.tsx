import type { ReactNode } from 'react'

interface ChipProps {
  pressed: boolean
  onPress: () => void
  /** How many it would show. */
  count?: number | undefined
  children: ReactNode
}

/** A filter that is on or off. On a phone the button is taller than what is drawn of it. */
export function Chip({ pressed, onPress, count, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="group inline-flex h-6 shrink-0 items-center rounded-full phone:h-11"
    >
      <span className="inline-flex h-6 items-center gap-1 rounded-full border border-line px-2.5 text-label whitespace-nowrap text-ink-2 transition-colors group-hover:bg-hover group-aria-pressed:border-transparent group-aria-pressed:bg-accent-soft group-aria-pressed:font-semibold group-aria-pressed:text-accent phone:h-8">
        {children}
        {count !== undefined && <span>{count.toLocaleString('en')}</span>}
      </span>
    </button>
  )
}
