import { useEffect } from 'react'
import { useAppServices } from '#query/app-services.ts'
import { usePanelVmState } from '#query/use-vm-state.ts'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { Connecting } from './connecting.tsx'
import { RunStateNotice, StoppedNotice } from './run-state-notice.tsx'
import type { StatusVm } from './status-vm.ts'

const BusyNotice = lazyComponent(async () => (await import('./busy-notice.tsx')).BusyNotice)
const FaultNotice = lazyComponent(async () => (await import('./fault-notice.tsx')).FaultNotice)
const Ended = lazyComponent(async () => (await import('./not-running.ts')).Ended)
const LinkLost = lazyComponent(async () => (await import('./link-lost.tsx')).LinkLost)
const NeverConnected = lazyComponent(async () => (await import('./never-connected.tsx')).NeverConnected)
const PowerButtonIgnored = lazyComponent(
  async () => (await import('./power-button-ignored.tsx')).PowerButtonIgnored,
)

/** How long after the first answer the page is left to what is on screen, in ms. */
const preloadAfter = 300

/** Whether all is well and, if not, why, and what to do. */
export function StatusPanel({ vm }: { vm: StatusVm }) {
  return (
    <section aria-label="Status" className="flex min-w-0 flex-col gap-2">
      <Content vm={vm} />
    </section>
  )
}

function Content({ vm }: { vm: StatusVm }) {
  const { clock } = useAppServices()
  const { link, lostAt, asked } = usePanelVmState(vm)
  const hasEnded = vm.useSnapshot(({ shutdown }) => shutdown !== undefined)
  const isShuttingDown = asked?.command === 'system_powerdown'
  const isReady = link.phase === 'ready'
  const isConnecting = vm.useSnapshot(
    ({ link, failure }) => !failure && !(link.phase === 'connecting' && link.busy),
  )
  useEffect(() => {
    // The server that has this code may be what is lost, and a VM that was paused shows it at once.
    const preload = () => {
      LinkLost.preload()
      StoppedNotice.preload()
    }
    return isReady ? clock.after(preloadAfter, preload) : undefined
  }, [isReady, clock])
  if (link.phase === 'ready') {
    return (
      <>
        {link.busy && <BusyNotice vm={vm} busy={link.busy} />}
        {isShuttingDown && <PowerButtonIgnored vm={vm} />}
        <RunStateNotice vm={vm} />
        <FaultNotice vm={vm} />
      </>
    )
  }
  if (lostAt === undefined && isConnecting) return <Connecting vm={vm} />
  if (lostAt === undefined) return <NeverConnected vm={vm} />
  return hasEnded ? <Ended vm={vm} at={lostAt} /> : <LinkLost vm={vm} lostAt={lostAt} />
}
