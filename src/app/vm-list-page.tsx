import { useEffect } from 'react'
import type { Vm as ListedVm, Role } from '#api/types.ts'
import { setTab } from '#ui/tab.ts'
import { FirstVisit } from './first-visit.tsx'
import { VmsMenu } from './phone-menu.tsx'
import { VmRow } from './vm-row.tsx'

/** All VMs, with what each of them needs. */
export function VmListPage({ vms, role }: { vms: readonly ListedVm[]; role: Role | undefined }) {
  useEffect(() => setTab('Virtual machines – QMP Dashboard', 'neutral'), [])
  return (
    <main className="flex min-h-0 grow flex-col overflow-y-auto bg-panel">
      <header className="flex items-center gap-3 px-4 pt-3 pb-2 phone:px-1">
        <VmsMenu vms={vms} role={role} />
        <h1 className="text-title font-semibold">Virtual machines</h1>
      </header>
      {vms.length > 0 && (
        <ul aria-label="Virtual machines" className="border-b border-line-soft">
          {vms.map((vm) => (
            <VmRow key={vm.id} listed={vm} />
          ))}
        </ul>
      )}
      {vms.every(({ source }) => source === 'demo') && <FirstVisit />}
    </main>
  )
}
