import type { ReactNode } from 'react'
import type { ListedVm, Role } from '#api/types.ts'
import { SkipLink } from '#ui/page-heading.tsx'
import { useIsNarrow } from '#ui/use-screen.ts'
import { Boundary } from './boundary.tsx'
import { LogDock } from './log-dock.tsx'
import { Side } from './side.tsx'

interface Props {
  vms: readonly ListedVm[]
  role: Role | undefined
  /** The VM whose events the log shows; all of them without it. */
  vm?: ListedVm | undefined
  /** False where the page itself is the log, and where there is nothing to log. */
  dock?: boolean
  children: ReactNode
}

/** The frame of every page: the VMs at the left, the event log below. */
export function Shell({ vms, role, vm, dock = true, children }: Props) {
  const isNarrow = useIsNarrow()
  return (
    <div className="isolate grid h-dvh overflow-hidden grid-cols-[232px_minmax(0,1fr)] narrow:grid-cols-1">
      <SkipLink />
      {!isNarrow && (
        <Boundary what="The list at the side">
          <Side vms={vms} role={role} />
        </Boundary>
      )}
      <div className="flex h-dvh min-w-0 flex-col">
        {children}
        {dock && (
          <Boundary what="The event log">
            <LogDock vms={vms} vm={vm} />
          </Boundary>
        )}
      </div>
    </div>
  )
}
