import { expect, test } from 'vitest'
import type { ListedVm } from '#api/types.ts'
import { twinMark } from './vm-names.ts'

function vm(id: string, name: string, address?: string): ListedVm {
  const rest = { source: 'argument', role: 'operator', viewers: 0, state: 'idle' } as const
  return { id, name, ...(address !== undefined && { address }), ...rest }
}

test('a name that only one VM has needs no more', () => {
  const one = vm('a', 'web', 'tcp:h:1')
  expect(twinMark(one, [one, vm('b', 'db')])).toBeUndefined()
})

test('VMs of the same name are told apart by address, and by ID where that is not told', () => {
  const [first, second, third] = [
    vm('web', 'web', 'tcp:h:1'),
    vm('web-2', 'web', 'tcp:h:2'),
    vm('web-3', 'web'),
  ]
  const marks = [first, second, third].map((one) => twinMark(one, [first, second, third]))
  expect(marks).toEqual(['tcp:h:1', 'tcp:h:2', 'web-3'])
})
