import type { ListedVm } from '#api/types.ts'

/** What the dashboard knows to be in the way of a VM that it has found. */
export interface BlockerWords {
  /** The whole sentence; the reason of a close has room for its beginning only. */
  words: string | undefined
  /** What would make a QMP socket for this page, on QEMU's command line. */
  option: string | undefined
}

export function blockerOf(vm: ListedVm): BlockerWords | undefined {
  const isInTheWay = vm.state === 'busy' || vm.state === 'unreachable'
  return vm.source === 'discovered' && isInTheWay ? { words: vm.detail, option: optionFor(vm) } : undefined
}

/** What would make a QMP socket for this page, on QEMU's command line, where the dashboard knows. */
export function optionFor({ why }: ListedVm): string | undefined {
  return why && 'option' in why ? why.option : undefined
}

/** There is no address to dial, at least none that this page is told: the next try would end as the last one did. */
export function canNeverConnect(vm: ListedVm): boolean {
  return blockerOf(vm) !== undefined && vm.state === 'unreachable' && vm.address === undefined
}
