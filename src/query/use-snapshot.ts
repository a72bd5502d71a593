import { useStore } from 'zustand'
import type { Vm } from './vm.ts'
import type { VmSnapshot } from './vm-snapshot.ts'

/** What this page has seen of a VM; renders again when the selected part changes. */
export function useSnapshot<T>(vm: Vm, select: (snapshot: VmSnapshot) => T): T {
  return useStore(vm.snapshot, select)
}
