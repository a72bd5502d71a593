import { formatDateTime, formatDuration } from '#model/time.ts'
import { useUptime } from '#query/use-uptime.ts'
import type { Vm } from '#query/vm.ts'

/** "It has been running for 3 d 4 h, since …": from QEMU's process, else from what this page has seen, said so. */
export function RunningFor({ vm }: { vm: Vm }) {
  const uptime = useUptime(vm)
  if (!uptime) return null
  return uptime.from !== 'page' ? (
    <>
      {uptime.from === 'reset' ? 'Reset and running' : 'Running'} for{' '}
      <b>{formatDuration(uptime.now - uptime.since)}</b>, since {formatDateTime(uptime.since, 'minute')}.
    </>
  ) : (
    <>Start time unknown; watched since {formatDateTime(uptime.since, 'minute')}.</>
  )
}
