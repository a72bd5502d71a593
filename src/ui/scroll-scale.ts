/** Browsers stop growing an element somewhere above 17 million px; we stay well below. */
const TALLEST = 8_000_000

/** At both ends of a taller list this much scrolls 1:1, so that the ends are reached without a jump. */
const TRUE_TO_SCALE = 1_000_000

/** A list as its scroll bar sees it; all in px. */
export interface ScrollScale {
  /** Height of all rows. */
  total: number
  /** Height of the element that represents them: the same, or TALLEST. */
  spacer: number
  /** Height of what is seen of it. */
  view: number
}

/** The scale for `count` rows, each `rowHeight` px, seen through `view` px. */
export function scrollScale(count: number, rowHeight: number, view: number): ScrollScale {
  const total = count * rowHeight
  return { total, spacer: Math.min(total, TALLEST), view }
}

/** How far the rows can move. */
export const maxOffset = ({ total, view }: ScrollScale) => Math.max(0, total - view)

const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value))

/** The offset of the rows that belongs to a position of the scroll bar: 1:1 near the ends, stretched between. */
export function offsetAt(scrollTop: number, scale: ScrollScale): number {
  return stretch(scrollTop, Math.max(0, scale.spacer - scale.view), maxOffset(scale))
}

/**
 * The other way round: where the scroll bar belongs for an offset of the rows. Stretched, it is a whole number, since
 * browsers round what they are told and rows must not creep by the difference.
 */
export function scrollTopAt(offset: number, scale: ScrollScale): number {
  const scrollTop = stretch(offset, maxOffset(scale), Math.max(0, scale.spacer - scale.view))
  return scale.total === scale.spacer ? scrollTop : Math.round(scrollTop)
}

function stretch(at: number, from: number, to: number): number {
  const position = clamp(at, from)
  if (from === to || position <= TRUE_TO_SCALE) return position
  if (position >= from - TRUE_TO_SCALE) return to - (from - position)
  const middle = (position - TRUE_TO_SCALE) / (from - 2 * TRUE_TO_SCALE)
  return TRUE_TO_SCALE + middle * (to - 2 * TRUE_TO_SCALE)
}

/**
 * The new offset after the scroll bar went from one position to another: small steps (a wheel, a finger, a key) move
 * the rows just as far; leaps (the thumb dragged, a click into the bar) go where the bar points; its ends are the ends.
 */
export function offsetAfter(offset: number, before: number, after: number, scale: ScrollScale): number {
  const end = scale.spacer - scale.view
  const step = after - before
  if (scale.total === scale.spacer || after < 1 || after > end - 1) return offsetAt(after, scale)
  // Less than half of what the thumb moves by one pixel: no hand on the thumb can be so fine.
  const small = Math.abs(step) < scale.spacer / Math.max(1, scale.view) / 2
  return small ? clamp(offset + step, maxOffset(scale)) : offsetAt(after, scale)
}

/** The rows to draw, `first` up to but not including `end`, with some to spare on both sides. */
export function visibleRows(
  offset: number,
  view: number,
  rowHeight: number,
  count: number,
): { first: number; end: number } {
  const spare = 6
  const first = Math.floor(offset / rowHeight) - spare
  const end = Math.ceil((offset + view) / rowHeight) + spare
  return { first: clamp(first, count), end: clamp(end, count) }
}

/**
 * Where the row with this key stands now; keys fall from row to row. A row that is gone yields the place where it would
 * be: the first row with a smaller key.
 */
export function rowOfKey(key: number, count: number, keyOf: (row: number) => number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keyOf(middle) > key) low = middle + 1
    else high = middle
  }
  return low
}
