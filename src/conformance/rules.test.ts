import { describe, expect, it } from 'vitest'
import { rules } from './rules.ts'
import { rulesHeld } from './rules-held.ts'

const held = rulesHeld()

describe('the rules of the protocol', () => {
  it('are 98, numbered without a gap', () => {
    const counts = { P: 12, N: 6, F: 15, C: 13, O: 7, E: 7, V: 14, I: 10, L: 14 }
    const names = Object.entries(counts).flatMap(([group, count]) =>
      Array.from({ length: count }, (_, index) => `${group}-${String(index + 1).padStart(2, '0')}`),
    )
    expect(Object.keys(rules)).toEqual(names)
    expect(names).toHaveLength(98)
  })

  it.each(Object.entries(rules))('%s is held by a test, or says why it needs none', (name, { needsNone }) => {
    expect(held.has(name)).toBe(needsNone === undefined)
  })

  it('include every code that tests name', () => {
    expect([...held.keys()].filter((name) => !(name in rules))).toEqual([])
  })
})
