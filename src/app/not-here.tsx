import { Link } from 'wouter'
import type { Vm as ListedVm, Role } from '#api/types.ts'
import { Foreign } from '#ui/foreign.tsx'
import { useHref, vmPath } from './paths.ts'
import { Shell } from './shell.tsx'

interface Props {
  vms: readonly ListedVm[]
  role: Role
  /** The VM that the address names, where only the rest of it is wrong. */
  vm?: ListedVm
  what: string
}

/** Stands where an address leads nowhere: what is not there, and the ways on. */
export function NotHere({ vms, role, vm, what }: Props) {
  const href = useHref()
  return (
    <Shell vms={vms} role={role}>
      <main className="grow p-4">
        <h1 className="mb-2 text-title font-semibold [overflow-wrap:anywhere]">
          There is no such <Foreign text={what} />
        </h1>
        <p>
          {vm ? (
            <>
              <Link href={href(vmPath(vm.id))} className="link">
                Back to <Foreign text={vm.name} />
              </Link>
              {' or '}
            </>
          ) : (
            'It may be known under another address, or this dashboard was started without it. '
          )}
          <Link href={href('/')} className="link">
            All VMs
          </Link>
        </p>
      </main>
    </Shell>
  )
}
