import { expectTypeOf, test } from 'vitest'
import type { PanelVm } from './panel-vm.ts'
import type { readQuery } from './read-query.ts'
import type { useRead } from './use-read.ts'
import type { Vm } from './vm.ts'

// These hold when they compile; nothing is left of them at run time.

type Panel = PanelVm<'query-block' | 'query-stats', 'eject' | 'balloon'>

test('an act can be put into no cache', () => {
  expectTypeOf<'query-status'>().toExtend<Parameters<typeof readQuery>[1]>()
  expectTypeOf<'system_reset'>().not.toExtend<Parameters<typeof readQuery>[1]>()
  expectTypeOf<'system_reset'>().not.toExtend<Parameters<typeof useRead>[1]>()
  expectTypeOf<'human-monitor-command'>().not.toExtend<Parameters<Vm['read']>[0]>()
  expectTypeOf<'query-status'>().not.toExtend<Parameters<Vm['act']>[0]>()
})

test('a panel uses only what it declares, and gives what that takes', () => {
  const use = (vm: Panel) => {
    vm.useRead('query-block')
    vm.useRead('query-stats', { args: { target: 'vm' } })
    // @ts-expect-error not declared
    vm.useRead('query-pci')
    // @ts-expect-error an act
    vm.useRead('eject')
    // @ts-expect-error no such command
    vm.useRead('query-blocks')
    // @ts-expect-error no such target
    vm.useRead('query-stats', { args: { target: 'disk' } })
    // @ts-expect-error a read
    vm.useAct({ name: 'Ask', command: 'query-block' })
    vm.useAct({ name: 'Set', command: 'balloon', arguments: { value: 1 } })
    // @ts-expect-error no such argument
    vm.useAct({ name: 'Set', command: 'balloon', arguments: { size: 1 } })
    // @ts-expect-error arguments of another command
    vm.useAct({ name: 'Set', command: 'balloon', arguments: { device: 'cd0' } })
  }
  expectTypeOf(use).toBeFunction()
})
