import { expectTypeOf, test } from 'vitest'
import type { ActName, ReadName } from '#qapi/types.ts'
import type { PanelVm } from '#query/panel-vm.ts'
import { usePanelVmState } from '#query/use-vm-state.ts'
import { commands, panel, type VmOf } from './panel.ts'

// These hold when they compile; nothing is left of them at run time.

const quit = { name: 'Quit', command: 'quit' } as const
const identity = { id: 'x', title: 'X', group: 'devices', size: 'card' } as const

/** A component that uses these commands. */
function using<R extends ReadName, A extends ActName>(_use: (vm: PanelVm<R, A>) => void) {
  return (_props: { vm: PanelVm<R, A>; brief: boolean }) => null
}

const declared = { ...identity, needs: ['query-block'], reads: ['query-status'], acts: ['eject'] } as const

const nothing = { ...identity, needs: [], reads: [], acts: [] } as const

test('a panel whose declaration says less than its component uses does not compile, whatever the way of use', () => {
  panel({ ...declared, component: using<'query-block' | 'query-status', 'eject'>(() => {}) })
  // @ts-expect-error a query that is not declared
  panel({ ...declared, component: using<'query-pci', never>((vm) => vm.useRead('query-pci')) })
  // @ts-expect-error the same, asked several times
  panel({ ...declared, component: using<'qom-get', never>((vm) => vm.useReads('qom-get', [])) })
  // @ts-expect-error the same, asked once
  panel({ ...declared, component: using<'query-pci', never>((vm) => void vm.ask('query-pci')) })
  // @ts-expect-error only whether this QEMU has it
  panel({ ...declared, component: using<'query-pci', never>((vm) => vm.has('query-pci')) })
  // @ts-expect-error only whether this QEMU has an act
  panel({ ...declared, component: using<never, 'quit'>((vm) => vm.has('quit')) })
  // @ts-expect-error only why it is not possible
  panel({ ...declared, component: using<never, 'quit'>((vm) => vm.whyNot('quit')) })
  // @ts-expect-error an act that is not declared
  panel({ ...declared, component: using<never, 'quit'>((vm) => vm.useAct(quit)) })
  // @ts-expect-error one of several acts
  panel({ ...declared, component: using<never, 'quit'>((vm) => vm.useActs([quit])) })
  // @ts-expect-error one of two is not declared
  panel({ ...declared, component: using<'query-block' | 'query-pci', 'eject'>(() => {}) })
  // @ts-expect-error nothing is declared at all
  panel({ ...nothing, component: using<'query-block', never>(() => {}) })
  // @ts-expect-error `acts: []`, though it acts
  panel({ ...declared, acts: [], component: using<'query-block', 'eject'>(() => {}) })
})

const some = commands({ needs: ['query-block'], reads: ['query-stats'], acts: ['eject', 'balloon'] })

test('a component uses what is declared, and nothing else', () => {
  const use = (vm: VmOf<typeof some>) => {
    vm.useRead('query-block')
    vm.useReads('query-stats', [{ target: 'vm' }])
    vm.has('eject')
    vm.whyNot('eject')
    // @ts-expect-error not declared
    vm.useRead('query-pci')
    // @ts-expect-error not declared
    vm.useReads('query-pci', [])
    // @ts-expect-error not declared
    vm.has('query-pci')
    // @ts-expect-error not declared
    vm.has('quit')
    // @ts-expect-error not declared
    vm.whyNot('quit')
    // @ts-expect-error a query is always possible
    vm.whyNot('query-block')
    // @ts-expect-error not declared
    vm.useAct(quit)
    // @ts-expect-error not declared
    vm.useActs([quit])
    // @ts-expect-error it asks query-status, which is not declared
    usePanelVmState(vm)
  }
  expectTypeOf(use).toBeFunction()
})

test('a part of a panel may be given a VM that has more than it uses, and none that has less', () => {
  type Whole = VmOf<typeof some>
  expectTypeOf<Whole>().toExtend<PanelVm<'query-block', 'eject'>>()
  expectTypeOf<Whole>().toExtend<PanelVm<never, never>>()
  expectTypeOf<PanelVm<'query-block', 'eject'>>().not.toExtend<Whole>()
})

test('every member of the VM that takes a command is tried above', () => {
  type Tried = 'has' | 'whyNot' | 'useRead' | 'useReads' | 'ask' | 'useAct' | 'useActs'
  type TakesNone =
    | ('id' | 'name' | 'address' | 'log' | 'now')
    | ('useSnapshot' | 'useProcess' | 'tryNow' | 'forgetAsked')
  expectTypeOf<keyof PanelVm<never, never>>().toEqualTypeOf<Tried | TakesNone>()
})
