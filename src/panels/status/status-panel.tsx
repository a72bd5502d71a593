import { usePanelVmState } from '#query/use-vm-state.ts'
import { later } from '#ui/later.tsx'
import { LinkLost } from './link-lost.tsx'
import { NeverConnected } from './never-connected.tsx'
import { RunStateNotice } from './run-state-notice.tsx'
import type { StatusVm } from './status-vm.ts'

const BusyNotice = later(async () => (await import('./busy-notice.tsx')).BusyNotice)
const Ended = later(async () => (await import('./not-running.ts')).Ended)
const PowerButtonIgnored = later(async () => (await import('./power-button-ignored.tsx')).PowerButtonIgnored)

/** Whether all is well and, if not, why, and what to do. */
export function StatusPanel({ vm }: { vm: StatusVm }) {
  return (
    <section aria-label="Status" className="flex min-w-0 flex-col gap-2">
      <Content vm={vm} />
    </section>
  )
}

function Content({ vm }: { vm: StatusVm }) {
  const { link, lostAt } = usePanelVmState(vm)
  const hasEnded = vm.useWatched(({ shutdown }) => shutdown !== undefined)
  const isShuttingDown = vm.useWatched(({ asked }) => asked?.command === 'system_powerdown')
  if (link.phase === 'ready') {
    return (
      <>
        {link.busy && <BusyNotice busy={link.busy} />}
        {isShuttingDown && <PowerButtonIgnored vm={vm} />}
        <RunStateNotice vm={vm} />
      </>
    )
  }
  if (lostAt === undefined) return <NeverConnected vm={vm} />
  return hasEnded ? <Ended vm={vm} at={lostAt} /> : <LinkLost vm={vm} lostAt={lostAt} />
}
