import { expect, it } from 'vitest'
import { panels } from '#panels/index.ts'
import { firstReads } from './first-reads.ts'

it('asks ahead for what the panels in the main column of the overview need, and for nothing of another', () => {
  const asked = firstReads().flat()
  for (const { overview, needs } of panels) {
    if (overview === undefined || overview === 'side') continue
    expect(needs.filter((query) => query.startsWith('query-') && !asked.includes(query))).toEqual([])
  }
  expect(asked).not.toContain('query-pci')
})

it('asks ahead for nothing that QEMU refuses without arguments', () => {
  expect(firstReads().flat()).not.toContain('qom-list')
})
