import { useAppServices } from './app-services.ts'
import { useNow } from './use-now.ts'
import { useSnapshot } from './use-snapshot.ts'
import { useProcess } from './use-vms.ts'
import type { Vm } from './vm.ts'

/**
 * Since when a guest runs: since its last reset, where one was seen, else since QEMU's process started. QMP does not tell; where
 * nothing does, since when this page watches it.
 */
export interface Uptime {
  since: number
  from: 'process' | 'reset' | 'page'
  now: number
}

const hour = 3_600_000

export function useUptime(vm: Vm): Uptime | undefined {
  const started = useProcess(vm)?.startTime
  const seen = useSnapshot(vm, ({ link, firstSeen }) => (link.phase === 'ready' ? firstSeen : undefined))
  const reset = useSnapshot(vm, ({ recent }) => recent.findLast(({ name }) => name === 'RESET')?.at)
  const begun = started ?? seen
  const isReset = reset !== undefined && begun !== undefined && reset > begun
  const since = isReset ? reset : begun
  const { clock } = useAppServices()
  // Seconds are shown in the first hour only.
  const young = since !== undefined && clock.now() - since < hour
  const now = useNow(young ? 1000 : 60_000)
  const from = isReset ? 'reset' : started === undefined ? 'page' : 'process'
  return since === undefined ? undefined : { since, from, now }
}
