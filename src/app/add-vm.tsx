import { useState } from 'react'
import type { Role } from '#api/types.ts'
import { useListChanges } from '#query/use-list-changes.ts'
import { onlyLooking } from '#query/why-not.ts'
import { Button } from '#ui/button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'

const AddVmDialog = lazyComponent(async () => (await import('./add-vm-dialog.tsx')).AddVmDialog)

/** The button that adds a VM to the list; nothing where there is no bridge to keep one. */
export function AddVm({ role }: { role: Role | undefined }) {
  const changes = useListChanges()
  const [isOpen, setOpen] = useState(false)
  if (!changes) return null
  return (
    <>
      <Button
        icon="plus"
        onClick={() => setOpen(true)}
        why={role === 'viewer' ? onlyLooking : undefined}
        className="ml-auto"
      >
        Add VM
      </Button>
      {isOpen && <AddVmDialog add={changes.add} onClose={() => setOpen(false)} />}
    </>
  )
}
