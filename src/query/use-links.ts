import { useStore } from 'zustand'
import type { DoneAct } from '#model/doer.ts'
import { useAppServices } from './app-services.ts'
import type { PanelVm } from './panel-vm.ts'
import type { LinkTold } from './vm-snapshot.ts'

/** What network links were told last, by the name that `set_link` has for them: no query says it. */
export function useLinks(vm: PanelVm<never, never>): ReadonlyMap<string, LinkTold> {
  const since = vm.useSnapshot(({ qemuSince }) => qemuSince)
  const told = useKnown(vm.id).acts.filter(({ command, at }) => command === 'set_link' && at >= since)
  return new Map(told.flatMap((act) => linkTold(act) ?? []))
}

function linkTold({ arguments: args, at, by }: DoneAct): [[string, LinkTold]] | undefined {
  if (typeof args !== 'object' || args === null) return undefined
  const { name, up }: { name?: unknown; up?: unknown } = args
  return typeof name === 'string' && typeof up === 'boolean' ? [[name, { up, at, by }]] : undefined
}

/** What is known of who did what to a VM. */
export function useKnown(vmId: string) {
  const { byVm, isComplete } = useStore(useAppServices().acts.known)
  return { isComplete, acts: byVm.get(vmId) ?? [] }
}
