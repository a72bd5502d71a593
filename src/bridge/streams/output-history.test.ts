import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OutputHistory } from './output-history.ts'

describe('the history of a port', () => {
  test('has the latest bytes, and counts what it has forgotten', () => {
    const history = new OutputHistory(8)
    history.append(Buffer.from('0123456789'))
    expect(history.start).toBe(2)
    expect(history.read(0, 100)).toEqual({ lost: 2, bytes: Buffer.from('23456789') })
    expect(history.read(5, 3)).toEqual({ lost: 0, bytes: Buffer.from('567') })
    expect(history.read(10, 3)).toEqual({ lost: 0, bytes: Buffer.alloc(0) })
  })

  test('is the end of all that was said, however it came', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), fc.nat(60), (chunks, place) => {
        const history = new OutputHistory(16)
        for (const chunk of chunks) history.append(Buffer.from(chunk))
        const all = Buffer.concat(chunks)
        const from = Math.min(place, all.length)
        const kept = Math.max(from, all.length - 16)
        expect(history.read(from, 100)).toEqual({ lost: kept - from, bytes: all.subarray(kept) })
      }),
    )
  })
})
