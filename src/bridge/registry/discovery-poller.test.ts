import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FoundVm } from '../discovery/found-vm.ts'
import { defaultLimits } from '../limits.ts'
import { DiscoveryPoller } from './discovery-poller.ts'

let looks: number
let answer: () => Promise<FoundVm[]>
let told: number
let logged: string[]
let discovery: DiscoveryPoller
beforeEach(() => {
  vi.useFakeTimers()
  looks = told = 0
  logged = []
  answer = async () => []
  discovery = new DiscoveryPoller({
    discover: () => {
      looks++
      return answer()
    },
    tell: async () => void told++,
    log: (line) => logged.push(line),
    limits: defaultLimits,
  })
})
afterEach(() => vi.useRealTimers())

test('nobody asks, and nothing is looked at', async () => {
  await vi.advanceTimersByTimeAsync(60_000)
  expect(looks).toBe(0)
})

test('who asks gets what is there now, but no more than one look in two seconds', async () => {
  await Promise.all([discovery.look(), discovery.look()])
  await discovery.look()
  expect([looks, told]).toEqual([1, 1])
  await vi.advanceTimersByTimeAsync(defaultLimits.scanMs)
  await discovery.look()
  expect([looks, told]).toEqual([2, 2])
})

test('while someone watches it looks every two seconds, and then no more', async () => {
  discovery.watch(true)
  await vi.advanceTimersByTimeAsync(3 * defaultLimits.scanMs)
  expect(looks).toBe(4)
  discovery.watch(false)
  await vi.advanceTimersByTimeAsync(3 * defaultLimits.scanMs)
  expect(looks).toBe(4)
})

test('a look that takes long is waited for a second, and is the only one', async () => {
  let finish = (_: FoundVm[]) => {}
  answer = () =>
    new Promise((resolve) => {
      finish = resolve
    })
  discovery.watch(true)
  let answered = false
  void discovery.look().then(() => {
    answered = true
  })
  await vi.advanceTimersByTimeAsync(defaultLimits.scanWaitMs - 1)
  expect(answered).toBe(false)
  await vi.advanceTimersByTimeAsync(5000)
  expect([answered, looks, told]).toEqual([true, 1, 0])
  finish([])
  await vi.advanceTimersByTimeAsync(defaultLimits.scanMs)
  expect([looks, told]).toEqual([2, 1])
})

test('a look that fails is said once, and nobody minds', async () => {
  answer = () => Promise.reject(new Error('no /proc'))
  discovery.watch(true)
  await vi.advanceTimersByTimeAsync(3 * defaultLimits.scanMs)
  expect(looks).toBe(4)
  expect(logged).toEqual(['cannot look for VMs of this host: no /proc'])
})
