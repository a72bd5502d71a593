import type { QmpError } from '#qmp/errors.ts'
import { EmptyNote } from '#ui/empty-note.tsx'
import { LongText } from '#ui/long-text.tsx'
import { Unanswered } from '#ui/unanswered.tsx'

/** There is no size to show: no device, no way to use one, or no answer yet. */
export function NoBalloon({ error }: { error: QmpError | undefined }) {
  const errorClass = error?.kind === 'refused' ? error.class : undefined
  if (errorClass === 'DeviceNotActive') {
    return (
      <EmptyNote
        hint={
          <>
            <code>-device virtio-balloon-pci</code> on QEMU’s command line makes one.
          </>
        }
      >
        This VM has no balloon device.
      </EmptyNote>
    )
  }
  if (errorClass === 'KVMMissingCap') {
    return (
      <EmptyNote hint={<LongText text={error?.message ?? ''} />}>
        The KVM of this host cannot do ballooning.
      </EmptyNote>
    )
  }
  return <Unanswered error={error} lines={2} />
}
