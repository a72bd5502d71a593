import type { QmpError } from '#qmp/errors.ts'
import { Refusal } from '#ui/refusal.tsx'

/** What became of a command that was not carried out: QEMU's own words, where the hand was. */
export function Refused({ error, onDismiss }: { error: QmpError; onDismiss?: () => void }) {
  return (
    <Refusal
      said={error.message}
      errorClass={error.kind === 'refused' ? error.class : undefined}
      advice={
        error.kind === 'interrupted' && error.sent ? 'It is not sent again: look at the state.' : undefined
      }
      onDismiss={onDismiss}
    />
  )
}
