import { useAppServices } from './app-services.ts'
import { useNow } from './use-now.ts'
import { useSnapshot } from './use-snapshot.ts'
import { useProcess } from './use-vms.ts'
import type { Vm } from './vm.ts'

/** Since when a VM is there. QMP does not tell: the process of QEMU does, else this page knows since when it looks. */
export interface Uptime {
  since: number
  from: 'process' | 'page'
  now: number
}

const hour = 3_600_000

export function useUptime(vm: Vm): Uptime | undefined {
  const started = useProcess(vm)?.startTime
  const seen = useSnapshot(vm, ({ link, firstSeen }) => (link.phase === 'ready' ? firstSeen : undefined))
  const since = started ?? seen
  const { clock } = useAppServices()
  // Seconds are shown in the first hour only.
  const young = since !== undefined && clock.now() - since < hour
  const now = useNow(young ? 1000 : 60_000)
  return since === undefined ? undefined : { since, from: started === undefined ? 'page' : 'process', now }
}
