import { expect, it } from 'vitest'
import { cpuUse } from './cpu-use.ts'

const before = { at: 1000, process: 10, threads: { 7: 4, 8: 6 } }

it('is CPU time divided by elapsed time', () => {
  const use = cpuUse(before, { at: 5000, process: 13, threads: { 7: 6, 8: 6 } })
  expect(use.process).toBe(0.75)
  expect(use.ofThread(7)).toBe(0.5)
  expect(use.ofThread(8)).toBe(0)
})

it('is a gap for a thread that is new, gone, or has a reused ID', () => {
  const use = cpuUse(before, { at: 5000, process: 13, threads: { 7: 1, 9: 2 } })
  expect([use.ofThread(7), use.ofThread(8), use.ofThread(9), use.ofThread(undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

it('is a gap where no time has passed', () => {
  expect(cpuUse(before, before).process).toBeUndefined()
})
