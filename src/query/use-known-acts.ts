import { type Doer, type DoneAct, doerOf, type NumberedEvent } from '#model/doer.ts'
import { lastReset } from '#model/reset-echo.ts'
import type { PanelVm } from './panel-vm.ts'
import { useKnown } from './use-links.ts'

/** When the machine was reset last, as far as this page knows, and who did it. */
export interface Reset {
  /** In ms since 1970. */
  readonly at: number
  readonly by: Doer | 'guest' | undefined
}

/** The last reset; undefined where none was seen. */
export function useReset(vm: PanelVm<never, never>): Reset | undefined {
  const recent: readonly NumberedEvent[] = vm.useSnapshot((snapshot) => snapshot.recent)
  const { isComplete, acts } = useKnown(vm.id)
  const reset = lastReset(recent)
  if (!reset) return undefined
  const by = reset.data?.['guest'] === true ? 'guest' : doerOf(reset, recent, acts)?.by
  return { at: reset.at, by: by ?? (isComplete ? 'another' : undefined) }
}

/** Who brought about the newest event of this name that the page has seen; undefined where that cannot be told. */
export function useDoer(vm: PanelVm<never, never>, name: string): Doer | undefined {
  const recent: readonly NumberedEvent[] = vm.useSnapshot((snapshot) => snapshot.recent)
  const { isComplete, acts } = useKnown(vm.id)
  const event = recent.findLast((candidate) => candidate.name === name)
  if (!event) return undefined
  return doerOf(event, recent, acts)?.by ?? (isComplete ? 'another' : undefined)
}

/** The newest act of these commands, of this QEMU. */
export function useLastAct(vm: PanelVm<never, never>, commands: readonly string[]): DoneAct | undefined {
  const since = vm.useSnapshot(({ qemuSince }) => qemuSince)
  return useKnown(vm.id).acts.findLast(({ command, at }) => commands.includes(command) && at >= since)
}
