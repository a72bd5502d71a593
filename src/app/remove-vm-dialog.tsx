import { useState } from 'react'
import type { ListedVm } from '#api/types.ts'
import type { ListChanges } from '#query/use-list-changes.ts'
import { ConfirmDialog } from '#ui/confirm-dialog.tsx'
import { Refusal } from '#ui/refusal.tsx'

interface Props {
  listed: ListedVm
  remove: ListChanges['remove']
  onClose: () => void
}

/** Asks before a VM goes from everybody's list, and says that it runs on. */
export function RemoveVmDialog({ listed, remove, onClose }: Props) {
  const [refusal, setRefusal] = useState<string>()
  const [asked, setAsked] = useState(false)
  const confirm = async () => {
    setAsked(true)
    try {
      await remove(listed.id)
      onClose()
    } catch (failure) {
      setRefusal(failure instanceof Error ? failure.message : String(failure))
      setAsked(false)
    }
  }
  return (
    <ConfirmDialog
      open
      onCancel={onClose}
      onConfirm={() => void confirm()}
      icon="trash"
      variant="primary"
      title={`Remove ${listed.name} from the list?`}
      action="Remove from list"
      busy={asked}
      refusal={refusal !== undefined && <Refusal said={refusal} />}
    >
      <p>
        Nothing happens to the VM itself: it goes on as it is. The dashboard lets go of its QMP socket, every
        page that shows it loses it, and what was recorded of its events here is forgotten. You can add it
        again.
      </p>
    </ConfirmDialog>
  )
}
