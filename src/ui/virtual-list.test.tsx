import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { createRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { VirtualList, type VirtualListHandle } from './virtual-list.tsx'

const ROW = 20
const VIEW = 200

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(VIEW)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

/** A log whose newest event has the number `newest`, and that keeps `count` of them. */
function log(newest: number, count = newest, more: Partial<Parameters<typeof VirtualList>[0]> = {}) {
  return (
    <VirtualList
      role="log"
      label="Event log"
      count={count}
      rowHeight={ROW}
      keyOf={(row) => newest - row}
      {...more}
    >
      {(row) => `event ${newest - row}`}
    </VirtualList>
  )
}

const scroller = () => screen.getByRole('log', { name: 'Event log' })
const drawn = () => within(scroller()).getAllByRole('listitem')

function scrollTo(top: number) {
  scroller().scrollTop = top
  fireEvent.scroll(scroller())
}

/** What is at the upper edge. */
function firstInSight() {
  const top = scroller().scrollTop
  return drawn().find((row) => Number(/-?[\d.]+/.exec(row.style.transform)?.[0]) + ROW > top)?.textContent
}

describe('a virtual list', () => {
  it('draws the visible rows and a few more', () => {
    render(log(1_000_000))
    expect(drawn().length).toBeLessThan(30)
    expect(drawn()[0]?.textContent).toBe('event 1000000')
  })

  it('tells screen readers the place of a row among all', () => {
    render(log(5000))
    expect(drawn()[2]?.getAttribute('aria-posinset')).toBe('3')
    expect(drawn()[2]?.getAttribute('aria-setsize')).toBe('5000')
  })

  it('shows what arrives while the reader is at the top', () => {
    const { rerender } = render(log(500))
    rerender(log(503))
    expect(firstInSight()).toBe('event 503')
  })

  it('keeps the row that is read in its place when others arrive above it', () => {
    const { rerender } = render(log(500))
    scrollTo(1000)
    expect(firstInSight()).toBe('event 450')
    rerender(log(507))
    expect(firstInSight()).toBe('event 450')
    expect(scroller().scrollTop).toBe(1000 + 7 * ROW)
  })

  it('keeps it too when as many are removed at the end', () => {
    const { rerender } = render(log(500, 400))
    scrollTo(1000)
    rerender(log(520, 400))
    expect(firstInSight()).toBe('event 450')
  })

  it('stays inside when the list gets shorter', () => {
    const { rerender } = render(log(500))
    scrollTo(9800)
    rerender(log(20))
    expect(drawn().at(-1)?.textContent).toBe('event 1')
  })

  it('moves by keys, a row or a page at a time, and to both ends', () => {
    render(log(500))
    fireEvent.keyDown(scroller(), { key: 'ArrowDown' })
    expect(firstInSight()).toBe('event 499')
    fireEvent.keyDown(scroller(), { key: 'PageDown' })
    expect(firstInSight()).toBe('event 490')
    fireEvent.keyDown(scroller(), { key: 'End' })
    expect(drawn().at(-1)?.textContent).toBe('event 1')
    fireEvent.keyDown(scroller(), { key: 'Home' })
    expect(firstInSight()).toBe('event 500')
  })

  it('says when the reader leaves the top and comes back', () => {
    const onAway = vi.fn()
    const handle = createRef<VirtualListHandle>()
    render(log(500, 500, { onAway, ref: handle }))
    scrollTo(100)
    expect(onAway).toHaveBeenLastCalledWith(true)
    act(() => handle.current?.toTop())
    expect(onAway).toHaveBeenLastCalledWith(false)
    expect(scroller().scrollTop).toBe(0)
  })
})
