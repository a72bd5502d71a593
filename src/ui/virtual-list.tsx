import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { cx } from './cx.ts'
import { maxOffset, visibleRows } from './scroll-scale.ts'
import { useAnchoredScroll } from './use-anchored-scroll.ts'

export interface VirtualListHandle {
  toTop: () => void
}

interface VirtualListProps {
  /** Such as `log`; the rows are list items in a list inside it. */
  role?: string | undefined
  label: string
  count: number
  /** In px, the same for all. */
  rowHeight: number
  /** A number that stays with its row and falls strictly from row to row: the newest is the first. */
  keyOf: (row: number) => number
  children: (row: number) => ReactNode
  /** The reader left the top, or came back: what arrives meanwhile is out of sight. */
  onAway?: ((away: boolean) => void) | undefined
  /** Whether screen readers hear what arrives. */
  live?: 'off' | 'polite' | undefined
  ref?: Ref<VirtualListHandle> | undefined
  className?: string | undefined
}

/** Millions of rows of one height, of which only the visible ones exist. Give it a height from outside. */
export function VirtualList(props: VirtualListProps) {
  const { role, label, count, rowHeight, keyOf, children, onAway, live, ref, className } = props
  const scroller = useRef<HTMLDivElement>(null)
  const { scale, offset, scrollTop, onScroll, scrollTo } = useAnchoredScroll(scroller, {
    count,
    rowHeight,
    keyOf,
  })
  const { first, end } = visibleRows(offset, scale.view, rowHeight, count)
  const away = offset > 0

  useEffect(() => onAway?.(away), [away, onAway])
  useImperativeHandle(ref, () => ({ toTop: () => scrollTo(0) }))

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(rowHeight, scale.view - rowHeight)
    const steps: Record<string, number> = {
      ArrowDown: rowHeight,
      ArrowUp: -rowHeight,
      PageDown: page,
      PageUp: -page,
      ' ': event.shiftKey ? -page : page,
      Home: -offset,
      End: maxOffset(scale) - offset,
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    scrollTo(offset + step)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys scroll, they do nothing else
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the caller's role takes a name
    <div
      ref={scroller}
      role={role}
      aria-label={label}
      aria-live={live}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      className={cx(
        'relative overflow-y-auto overscroll-contain [overflow-anchor:none] -outline-offset-2!',
        className,
      )}
    >
      <ul className="relative" style={{ height: scale.spacer }}>
        {Array.from({ length: end - first }, (_, index) => first + index).map((row) => (
          <li
            key={keyOf(row)}
            aria-posinset={row + 1}
            aria-setsize={count}
            className="absolute inset-x-0 top-0 overflow-hidden contain-strict"
            style={{ height: rowHeight, transform: `translateY(${scrollTop + row * rowHeight - offset}px)` }}
          >
            {children(row)}
          </li>
        ))}
      </ul>
    </div>
  )
}
