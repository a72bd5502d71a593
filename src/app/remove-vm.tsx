import { useState } from 'react'
import type { ListedVm } from '#api/types.ts'
import { useListChanges } from '#query/use-list-changes.ts'
import { onlyLooking } from '#query/why-not.ts'
import { Button } from '#ui/button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'
import { useFocusToHeadingOnLeave } from '#ui/page-heading.tsx'

const RemoveVmDialog = lazyComponent(async () => (await import('./remove-vm-dialog.tsx')).RemoveVmDialog)

/** Removes an added VM from the list. */
export function RemoveVm({ listed }: { listed: ListedVm }) {
  const changes = useListChanges()
  const [isOpen, setOpen] = useState(false)
  useFocusToHeadingOnLeave()
  if (!changes) return null
  return (
    <>
      <Button
        variant="quiet"
        size={24}
        icon="trash"
        onClick={() => setOpen(true)}
        why={listed.role === 'viewer' ? onlyLooking : undefined}
      >
        Remove from list
      </Button>
      {isOpen && <RemoveVmDialog listed={listed} remove={changes.remove} onClose={() => setOpen(false)} />}
    </>
  )
}
