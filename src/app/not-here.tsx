import { Link } from 'wouter'
import type { ListedVm, Role } from '#api/types.ts'
import { PageHeading } from '#ui/page-heading.tsx'
import { Untrusted } from '#ui/untrusted.tsx'
import { useHref, vmPath } from './paths.ts'
import { Shell } from './shell.tsx'

interface Props {
  vms: readonly ListedVm[]
  role: Role
  /** The VM that the address names, where only the rest of it is wrong. */
  vm?: ListedVm
  /** The VM that the address named a moment ago. */
  gone?: ListedVm | undefined
  what: string
}

/** Shown for an address that leads nowhere: what is missing, and links to what exists. */
export function NotHere({ vms, role, vm, gone, what }: Props) {
  const href = useHref()
  return (
    <Shell vms={vms} role={role} dock={false}>
      <main className="grow p-4">
        <PageHeading className="mb-2 text-title [overflow-wrap:anywhere]">
          {gone ? (
            <>
              <Untrusted text={gone.name} /> is no longer here
            </>
          ) : (
            <>
              There is no such <Untrusted text={what} />
            </>
          )}
        </PageHeading>
        <p>
          {vm ? (
            <>
              <Link href={href(vmPath(vm.id))} className="link">
                Back to <Untrusted text={vm.name} />
              </Link>
              {' or '}
            </>
          ) : (
            wayOf(gone)
          )}
          <Link href={href('/')} className="link">
            All VMs
          </Link>
        </p>
      </main>
    </Shell>
  )
}

function wayOf(gone: ListedVm | undefined): string {
  if (gone?.source === 'discovered')
    return 'Its QEMU no longer runs on this host. When it runs again, it appears here again. '
  if (gone?.source === 'added')
    return 'It was removed from the list, or the dashboard was restarted. The VM itself is not affected. '
  return 'The address may be wrong, or the VM is not in this dashboard’s list. '
}
