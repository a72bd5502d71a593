import type { ListedVm } from '#api/types.ts'

/** What tells a VM from others of the same name: its address or, for those who may not know that, its ID. */
export function twinMark(vm: ListedVm, vms: readonly ListedVm[]): string | undefined {
  const hasTwin = vms.some((other) => other.id !== vm.id && other.name === vm.name)
  if (!hasTwin) return undefined
  return vm.address !== undefined && vm.address !== vm.name ? vm.address : vm.id
}
