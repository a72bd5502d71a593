import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  maxOffset,
  offsetAfter,
  offsetAt,
  rowOfKey,
  scrollScale,
  scrollTopAt,
  visibleRows,
} from './scroll-scale.ts'

const short = scrollScale(1000, 22, 400)
const tall = scrollScale(5_000_000, 22, 400)
const tallEnd = tall.spacer - tall.view

describe('the scale of a list', () => {
  it('is 1:1 where the browser can hold all rows', () => {
    expect(short.spacer).toBe(22_000)
    expect(offsetAt(12_345, short)).toBe(12_345)
    expect(scrollTopAt(12_345, short)).toBe(12_345)
  })

  it('never makes the page taller than eight million px', () => {
    expect(tall.total).toBe(110_000_000)
    expect(tall.spacer).toBe(8_000_000)
  })

  it('maps the ends of the bar to the first and the last row', () => {
    expect(offsetAt(0, tall)).toBe(0)
    expect(offsetAt(tallEnd, tall)).toBe(maxOffset(tall))
    expect(offsetAt(tallEnd / 2, tall)).toBe(maxOffset(tall) / 2)
  })

  it('goes from bar to rows and back to the same place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: tallEnd }), (scrollTop) => {
        expect(scrollTopAt(offsetAt(scrollTop, tall), tall)).toBe(scrollTop)
      }),
    )
  })

  it('has no way to scroll in a list that is shorter than its window', () => {
    const few = scrollScale(3, 22, 400)
    expect(maxOffset(few)).toBe(0)
    expect(offsetAt(50, few)).toBe(0)
  })
})

describe('moving the bar', () => {
  it('moves the rows of a very long list as far as the wheel turned', () => {
    expect(offsetAfter(50_000_000, 4_000_000, 4_000_120, tall)).toBe(50_000_120)
    expect(offsetAfter(50_000_000, 4_000_000, 3_999_880, tall)).toBe(49_999_880)
  })

  it('goes where the thumb was dragged', () => {
    expect(offsetAfter(0, 0, tallEnd / 2, tall)).toBe(maxOffset(tall) / 2)
  })

  it('reaches both ends by any way of scrolling', () => {
    expect(offsetAfter(90_000_000, tallEnd - 50, tallEnd, tall)).toBe(maxOffset(tall))
    expect(offsetAfter(90_000, 50, 0, tall)).toBe(0)
  })

  it('comes to the last row without a jump by small steps', () => {
    const step = 120
    let offset = maxOffset(tall) - 10 * step
    let scrollTop = scrollTopAt(offset, tall)
    for (let turn = 0; turn < 10; turn += 1) {
      const next = offsetAfter(offset, scrollTop, scrollTop + step, tall)
      expect(next - offset).toBe(step)
      offset = next
      scrollTop += step
    }
    expect(offset).toBe(maxOffset(tall))
  })
})

describe('the rows to draw', () => {
  it('are those in sight and a few more', () => {
    expect(visibleRows(2200, 400, 22, 1000)).toEqual({ first: 94, end: 125 })
  })

  it('exist', () => {
    expect(visibleRows(0, 400, 22, 5)).toEqual({ first: 0, end: 5 })
    expect(visibleRows(0, 400, 22, 0)).toEqual({ first: 0, end: 0 })
  })
})

describe('finding a row by its key', () => {
  const keys = [90, 71, 70, 12, 3]
  const find = (key: number) => rowOfKey(key, keys.length, (row) => keys[row] ?? Number.NaN)

  it('finds it', () => {
    expect(keys.map(find)).toEqual([0, 1, 2, 3, 4])
  })

  it('finds the place of one that is gone', () => {
    expect(find(100)).toBe(0)
    expect(find(50)).toBe(3)
    expect(find(1)).toBe(5)
  })

  it('asks for a few keys only', () => {
    let asked = 0
    rowOfKey(123_456, 1_000_000, (row) => {
      asked += 1
      return 1_000_000 - row
    })
    expect(asked).toBeLessThanOrEqual(20)
  })
})
