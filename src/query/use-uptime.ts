import { useNow } from './use-now.ts'
import { useProcess } from './use-vms.ts'
import { useWatched } from './use-watched.ts'
import type { Vm } from './vm.ts'

/** Since when a VM is there. QMP does not tell: either the process of QEMU does, or it is what this page has seen. */
export interface Uptime {
  since: number
  from: 'process' | 'page'
  now: number
}

/** A minute is exact enough: nobody reads seconds of a VM that is up for days. */
const everyMinute = 60_000

export function useUptime(vm: Vm): Uptime | undefined {
  const now = useNow(everyMinute)
  const process = useProcess(vm)
  const seen = useWatched(vm, ({ link }) => (link.phase === 'ready' ? link.since : undefined))
  if (process) return { since: process.startTime, from: 'process', now }
  return seen === undefined ? undefined : { since: seen, from: 'page', now }
}
