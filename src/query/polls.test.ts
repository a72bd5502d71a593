import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '#link/manual-clock.ts'
import { AnswerTimes } from './answer-times.ts'
import { Polls } from './polls.ts'

/** A world in which each answer takes `answersIn` ms. */
function start(answersIn = 0) {
  const clock = new ManualClock(1_000_000)
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })
  let visible = true
  let tell = () => {}
  const visibility = { isVisible: () => visible, onChange: (then: () => void) => (tell = then) }
  const polls = new Polls({
    client,
    clock,
    times: new AnswerTimes(client.getQueryCache(), clock),
    visibility,
  })
  const asked: string[] = []
  let inFlight = 0
  let most = 0
  const question = (name: string) => ({
    queryKey: [name],
    queryFn: () => {
      asked.push(name)
      most = Math.max(most, ++inFlight)
      return new Promise((resolve) =>
        clock.after(answersIn, () => {
          inFlight--
          resolve(name)
        }),
      )
    },
  })
  /** In steps of 100 ms, so that answers may come in between. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    client,
    polls,
    question,
    pass,
    asked,
    most: () => most,
    count: (name: string) => asked.filter((one) => one === name).length,
    show: (isVisible: boolean) => {
      visible = isVisible
      tell()
    },
  }
}

describe('polls of a VM', () => {
  it('ask each question again at its own interval, until nobody keeps it', async () => {
    const { polls, question, pass, count } = start()
    polls.keep('vm', { question: question('often'), every: 2000 })
    const stop = polls.keep('vm', { question: question('rarely'), every: 5000 })
    await pass(20_500)
    expect([count('often'), count('rarely')]).toEqual([10, 4])
    stop()
    await pass(10_000)
    expect([count('often'), count('rarely')]).toEqual([15, 4])
  })

  it('are one at a time, and a tenth of the work of a slow QEMU at most', async () => {
    const { polls, question, pass, asked, most } = start(2000)
    for (const name of 'abcdef') polls.keep('vm', { question: question(name), every: 2000 })
    await pass(200_000)
    expect(most()).toBe(1)
    expect(asked.length).toBeGreaterThanOrEqual(9)
    expect(asked.length).toBeLessThanOrEqual(10)
    expect(new Set(asked).size).toBe(6)
  })

  it('leave alone what was answered for another reason meanwhile', async () => {
    const { client, polls, question, pass, count } = start()
    polls.keep('vm', { question: question('a'), every: 2000 })
    for (let second = 0; second < 10; second++) {
      await pass(1000)
      client.setQueryData(['a'], second)
    }
    expect(count('a')).toBe(0)
  })

  it('ask at once for an answer that is too old when it comes on screen', async () => {
    const { client, polls, question, pass, count } = start()
    client.setQueryData(['a'], 'old')
    await pass(5000)
    polls.keep('vm', { question: question('a'), every: 4000 })
    await pass(100)
    expect(count('a')).toBe(1)
    polls.keep('vm', { question: question('a'), every: 4000 })
    await pass(100)
    expect(count('a')).toBe(1)
  })

  it('rest while nobody sees the page, and then ask at once', async () => {
    const { polls, question, pass, count, show } = start()
    polls.keep('vm', { question: question('a'), every: 2000 })
    show(false)
    await pass(60_000)
    expect(count('a')).toBe(0)
    show(true)
    await pass(100)
    expect(count('a')).toBe(1)
  })

  it('of another VM do not wait', async () => {
    const { polls, question, pass, count } = start(2000)
    polls.keep('vm', { question: question('a'), every: 1000 })
    polls.keep('other', { question: question('b'), every: 1000 })
    await pass(1500)
    expect([count('a'), count('b')]).toEqual([1, 1])
  })
})
