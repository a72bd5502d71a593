import type { ReactNode } from 'react'
import type { QmpError } from '#qmp/errors.ts'
import { Refusal } from '#ui/refusal.tsx'

interface RefusedProps {
  error: QmpError
  /** What a person may do about it. */
  advice?: ReactNode
  onDismiss?: (() => void) | undefined
  className?: string | undefined
}

/** What became of a command that was not carried out: QEMU's own words, where the hand was. */
export function Refused({ error, advice, onDismiss, className }: RefusedProps) {
  const unknown = error.kind === 'interrupted' && error.sent
  return (
    <Refusal
      said={error.message}
      errorClass={error.kind === 'refused' ? error.class : undefined}
      advice={unknown ? 'It is not sent again: look at the state.' : advice}
      onDismiss={onDismiss}
      className={className}
    />
  )
}
