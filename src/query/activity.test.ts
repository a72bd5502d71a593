import { describe, expect, it } from 'vitest'
import type { ActivityListener } from '#api/api.ts'
import type { LinkEndCause } from '#link/link.ts'
import { ManualClock } from '#link/manual-clock.ts'
import { ActivityFeed } from './activity.ts'

function start() {
  const clock = new ManualClock()
  const listeners: ActivityListener[] = []
  let stopped = 0
  let asked = 0
  const feed = new ActivityFeed({
    listen: (listener) => {
      listeners.push(listener)
      return () => stopped++
    },
    clock,
    random: () => 0.5,
    onOpen: () => asked++,
    onMessage: () => {},
  })
  const end = (cause: LinkEndCause) => listeners.at(-1)?.onEnded({ cause, reason: '' })
  return { clock, feed, listeners, end, stopped: () => stopped, asked: () => asked }
}

describe('the feed of activity', () => {
  it('is one socket, however many watch, and closes with the last', () => {
    const { feed, listeners, stopped } = start()
    const stops = [feed.watch(), feed.watch()]
    expect(listeners).toHaveLength(1)
    listeners[0]?.onOpen()
    expect(feed.isOpen.getState()).toBe(true)
    stops[0]?.()
    expect(stopped()).toBe(0)
    stops[1]?.()
    expect([stopped(), feed.isOpen.getState()]).toEqual([1, false])
  })

  it('has what it may have missed asked, each time it opens', () => {
    const { clock, feed, listeners, end, asked } = start()
    feed.watch()
    listeners[0]?.onOpen()
    clock.advance(70)
    end('unavailable')
    expect([feed.isOpen.getState(), feed.lostAt]).toEqual([false, 70])
    clock.advance(500)
    listeners[1]?.onOpen()
    expect(asked()).toBe(2)
  })

  it('comes back later after each failure, and soon again after a success', () => {
    const { clock, feed, listeners, end } = start()
    feed.watch()
    for (const [count, delay] of [500, 1000, 2000, 4000, 8000, 15_000, 15_000].entries()) {
      end('unavailable')
      clock.advance(delay - 1)
      expect(listeners).toHaveLength(count + 1)
      clock.advance(1)
      expect(listeners).toHaveLength(count + 2)
    }
    listeners.at(-1)?.onOpen()
    end('unavailable')
    const before = listeners.length
    clock.advance(500)
    expect(listeners).toHaveLength(before + 1)
  })

  it('does not try again with a token that is wrong, nor when nobody watches any more', () => {
    const { clock, feed, listeners, end } = start()
    const stop = feed.watch()
    end('unauthorized')
    clock.advance(60_000)
    expect(listeners).toHaveLength(1)
    stop()
    const stopAgain = feed.watch()
    end('unavailable')
    stopAgain()
    const { length } = listeners
    expect(length).toBe(2)
  })
})
