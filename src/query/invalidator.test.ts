import { QueryClient, QueryObserver } from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { AnswerTimes } from './answer-times.ts'
import { Invalidator } from './invalidator.ts'
import { hashKey, readKey } from './read-key.ts'

/** One watched query whose answers the test gives, one at a time. */
function watch(command: 'query-status' | 'query-block' | 'query-rx-filter' = 'query-status') {
  const clock = new ManualClock()
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        networkMode: 'always',
        queryKeyHashFn: hashKey,
      },
    },
  })
  const invalidator = new Invalidator(client, clock, new AnswerTimes(client.getQueryCache(), clock))
  const asked: { resolve: (answer: unknown) => void; reject: (why: Error) => void }[] = []
  let count = 0
  const observer = new QueryObserver(client, {
    queryKey: readKey('vm', command, undefined),
    queryFn: () => {
      count++
      return new Promise((resolve, reject) => asked.push({ resolve, reject }))
    },
  })
  observer.subscribe(() => {})
  /** Lets the oldest unanswered question land. */
  const answer = async (value: unknown) => {
    asked.shift()?.resolve(value)
    await new Promise((resolve) => setImmediate(resolve))
  }
  const refuse = async () => {
    asked.shift()?.reject(new Error('permitted only after machine initialization has completed'))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    clock,
    invalidator,
    answer,
    refuse,
    inFlight: () => asked.length,
    count: () => count,
    shown: () => observer.getCurrentResult().data,
  }
}

describe('Freshness', () => {
  it('asks again what an event makes old, at once', async () => {
    const { clock, invalidator, answer, count } = watch()
    await answer('running')
    invalidator.eventCame('vm', 'STOP')
    expect(count()).toBe(2)
    await answer('paused')
    clock.advance(1000)
    expect(count()).toBe(2)
  })

  it('asks at the first event of a burst, and once more for those that come within 50 ms', async () => {
    const { clock, invalidator, answer, count } = watch()
    await answer('running')
    for (let burst = 0; burst < 3; burst++) {
      for (const event of ['STOP', 'RESUME', 'STOP']) {
        invalidator.eventCame('vm', event)
        await answer('some state')
      }
      expect(count()).toBe(2 + burst)
      clock.advance(50)
      await answer('some state')
      expect(count()).toBe(3 + burst)
    }
  })

  it('leaves alone what an event does not concern, and other VMs', async () => {
    const { clock, invalidator, answer, count } = watch('query-block')
    await answer([])
    invalidator.eventCame('vm', 'VNC_CONNECTED')
    invalidator.eventCame('other', 'DEVICE_TRAY_MOVED')
    invalidator.eventCame('vm', 'NOT_KNOWN_TO_ANYONE')
    clock.advance(50)
    expect(count()).toBe(1)
  })

  it('asks once more when a hint came while the answer was on its way', async () => {
    const { clock, invalidator, answer, count, inFlight } = watch()
    invalidator.eventCame('vm', 'STOP')
    clock.advance(50)
    expect([count(), inFlight()]).toEqual([1, 1])
    await answer('old')
    expect([count(), inFlight()]).toEqual([2, 1])
    await answer('new')
    expect([count(), inFlight()]).toEqual([2, 0])
  })

  it('makes everything old after an act nobody has listed, and when a session is new', async () => {
    const { clock, invalidator, answer, count } = watch()
    await answer('running')
    invalidator.acted('vm', 'device_add')
    clock.advance(50)
    await answer('running')
    invalidator.becameReady('vm')
    expect(count()).toBe(3)
  })

  it('asks anew: an answer on its way does not count, and is not asked for twice at a time', async () => {
    const { invalidator, answer, count, inFlight } = watch()
    let answered = false
    const anew = invalidator.askAnew(readKey('vm', 'query-status', undefined)).then(() => {
      answered = true
    })
    expect([count(), inFlight()]).toEqual([1, 1])
    await answer('old')
    expect([count(), inFlight(), answered]).toEqual([2, 1, false])
    await answer('new')
    await anew
    expect([count(), inFlight()]).toEqual([2, 0])
  })

  it('ends with the truth on screen after any storm, with one question in flight at most', async () => {
    const step = fc.oneof(fc.constant('event'), fc.constant('time'), fc.constant('answer'))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { clock, invalidator, answer, inFlight, shown } = watch()
        let truth = 0
        for (const what of [...steps, 'event']) {
          if (what === 'event') {
            truth++
            invalidator.eventCame('vm', 'STOP')
          } else if (what === 'time') clock.advance(50)
          else await answer(truth)
          expect(inFlight()).toBeLessThanOrEqual(1)
        }
        clock.advance(50)
        while (inFlight() > 0) await answer(truth)
        expect(shown()).toBe(truth)
      }),
      { numRuns: 50 },
    )
  })

  it('asks for receive filters every five seconds at most, however many events there are', async () => {
    const { clock, invalidator, answer, count } = watch('query-rx-filter')
    await answer([])
    for (let second = 0; second < 60; second++) {
      invalidator.eventCame('vm', 'NIC_RX_FILTER_CHANGED')
      clock.advance(1000)
      await answer([])
    }
    expect(count()).toBeGreaterThanOrEqual(11)
    expect(count()).toBeLessThanOrEqual(13)
  })

  it('asks once more a while after a reset, when the firmware has found its devices', async () => {
    const { clock, invalidator, answer, count } = watch('query-block')
    await answer([])
    invalidator.eventCame('vm', 'RESET')
    clock.advance(100)
    await answer([])
    expect(count()).toBe(2)
    clock.advance(6000)
    expect(count()).toBe(3)
  })

  it('asks again what was refused, when the state has changed, and nothing else', async () => {
    const { invalidator, answer, refuse, count } = watch('query-block')
    await refuse()
    invalidator.stateChanged('other')
    expect(count()).toBe(1)
    invalidator.stateChanged('vm')
    expect(count()).toBe(2)
    await answer([])
    invalidator.stateChanged('vm')
    expect(count()).toBe(2)
  })
})
