import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { ListedVm, VmList } from '#api/types.ts'
import { CurrentVmList, listKey, withNews } from './vm-list.ts'

function vm(id: string, viewers = 0): ListedVm {
  return { id, name: id, source: 'argument', role: 'operator', viewers, state: 'idle' }
}

function listOf(...vms: ListedVm[]): VmList {
  return { role: 'operator', vms }
}

describe('the list after news', () => {
  it('has a new VM at the end, one that changed in its place, and none that is gone', () => {
    const before = listOf(vm('a'), vm('b'))
    expect(withNews(before, { type: 'vm', vm: vm('c') }).vms.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(withNews(before, { type: 'vm', vm: vm('a', 2) })).toEqual(listOf(vm('a', 2), vm('b')))
    expect(withNews(before, { type: 'vm-gone', id: 'a' })).toEqual(listOf(vm('b')))
  })
})

describe('the current list', () => {
  function start() {
    const client = new QueryClient()
    const answers: ((list: VmList) => void)[] = []
    const seen: string[] = []
    const list = new CurrentVmList(
      client,
      () => new Promise((resolve) => answers.push(resolve)),
      ({ vms }) => seen.push(vms.map(({ id }) => id).join()),
    )
    const ask = () => client.fetchQuery({ queryKey: listKey, queryFn: () => list.ask() })
    const current = () => client.getQueryData<VmList>(listKey)
    return { list, ask, answers, seen, current }
  }

  it('takes news at once', async () => {
    const { list, ask, answers, current, seen } = start()
    const asked = ask()
    answers[0]?.(listOf(vm('a')))
    await asked
    list.take({ type: 'vm', vm: vm('b') })
    list.take({ type: 'vm-gone', id: 'a' })
    expect(current()).toEqual(listOf(vm('b')))
    expect(seen).toEqual(['a', 'a,b', 'b'])
  })

  it('is not set back by an answer that was on its way when the news came', async () => {
    const { list, ask, answers, current } = start()
    const asked = ask()
    list.take({ type: 'vm-gone', id: 'a' })
    list.take({ type: 'vm', vm: vm('b', 1) })
    answers[0]?.(listOf(vm('a'), vm('b')))
    await asked
    expect(current()).toEqual(listOf(vm('b', 1)))
  })
})
