import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import {
  maxOffset,
  offsetAfter,
  rowOfKey,
  type ScrollScale,
  scrollScale,
  scrollTopAt,
} from './scroll-scale.ts'

const AT_REST_AFTER_MS = 150

interface ScrollList {
  count: number
  rowHeight: number
  /** Falls strictly from row to row, and stays with its row. */
  keyOf: (row: number) => number
}

/** The row in view, by its key, and how many px of it are above the edge. No anchor: the top, always. */
interface Anchor {
  key: number
  into: number
}

interface Position {
  anchor: Anchor | undefined
  /** Of the scroll bar, as last heard; counts while `moving`, since the bar of a very long list is left alone meanwhile. */
  scrollTop: number
  moving: boolean
}

interface AnchoredScroll {
  scale: ScrollScale
  /** How far the rows are moved up, in px. */
  offset: number
  /** The scroll position for it. */
  scrollTop: number
  onScroll: () => void
  /** Moves the rows to an offset, by whatever way: a key, a button. */
  scrollTo: (offset: number) => void
}

/** Keeps the row that is being read in its place while others come and go; at the top, shows what comes. */
export function useAnchoredScroll(scroller: RefObject<HTMLElement | null>, list: ScrollList): AnchoredScroll {
  const { count, rowHeight, keyOf } = list
  const view = useHeight(scroller)
  const [position, setPosition] = useState<Position>({ anchor: undefined, scrollTop: 0, moving: false })
  const heard = useRef(0)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)

  const scale = scrollScale(count, rowHeight, view)
  const { anchor, moving } = position
  const anchored = anchor ? rowOfKey(anchor.key, count, keyOf) * rowHeight + anchor.into : 0
  const offset = Math.min(anchored, maxOffset(scale))
  const stretched = scale.total !== scale.spacer
  const scrollTop = stretched && moving ? position.scrollTop : scrollTopAt(offset, scale)

  // The bar follows what changed without it. Relative, since it may have moved on since it was last heard.
  useLayoutEffect(() => {
    const drift = scrollTop - heard.current
    if (!scroller.current || Math.abs(drift) < 0.5) return
    scroller.current.scrollTop += drift
    heard.current = scrollTop
  })
  useLayoutEffect(() => () => clearTimeout(rest.current), [])

  const anchorAt = (at: number): Anchor | undefined => {
    if (at < 1 || count === 0) return undefined
    const row = Math.min(count - 1, Math.floor(at / rowHeight))
    return { key: keyOf(row), into: at - row * rowHeight }
  }
  const onScroll = () => {
    const now = scroller.current?.scrollTop ?? 0
    const next = offsetAfter(offset, heard.current, now, scale)
    heard.current = now
    setPosition({ anchor: anchorAt(next), scrollTop: now, moving: stretched })
    clearTimeout(rest.current)
    if (stretched)
      rest.current = setTimeout(() => setPosition((last) => ({ ...last, moving: false })), AT_REST_AFTER_MS)
  }
  const scrollTo = (to: number) => {
    clearTimeout(rest.current)
    const next = Math.min(Math.max(0, to), maxOffset(scale))
    setPosition({ anchor: anchorAt(next), scrollTop: heard.current, moving: false })
  }
  return { scale, offset, scrollTop, onScroll, scrollTo }
}

function useHeight(of: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0)
  const measure = useCallback(() => setHeight(of.current?.clientHeight ?? 0), [of])
  useLayoutEffect(() => {
    measure()
    if (!of.current) return
    const observer = new ResizeObserver(measure)
    observer.observe(of.current)
    return () => observer.disconnect()
  }, [of, measure])
  return height
}
