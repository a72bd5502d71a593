import { useState } from 'react'
import type { AskedRead } from '#query/panel-vm.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { lazyComponent } from '#ui/lazy-component.tsx'

const QmpDialog = lazyComponent(async () => (await import('./qmp-dialog.tsx')).QmpDialog)

interface Props {
  vmId: string
  title: string
  asked: () => readonly AskedRead[]
}

/** The corner button of a panel that shows what is behind it. */
export function ShowQmp({ vmId, title, asked }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        label="Show the QMP"
        tip="What this panel asked QEMU, and what came back"
        icon="braces"
        className="text-ink-3 hover:text-ink"
        onClick={() => setOpen(true)}
      />
      {open && <QmpDialog vmId={vmId} title={title} asked={asked} onClose={() => setOpen(false)} />}
    </>
  )
}
