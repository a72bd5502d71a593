import { useStore } from 'zustand'
import type { Vm } from './vm.ts'
import type { Watched } from './watched.ts'

/** What this page has seen of a VM; renders again when the selected part changes. */
export function useWatched<T>(vm: Vm, select: (watched: Watched) => T): T {
  return useStore(vm.watched, select)
}
