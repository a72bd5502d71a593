import { useStore } from 'zustand'
import type { Vm, Watched } from './vm.ts'

/** What this page has seen of a VM; renders again when the selected part changes. */
export function useWatched<T>(vm: Vm, select: (watched: Watched) => T): T {
  return useStore(vm.watched, select)
}
