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

/** Whose words these are; QEMU's stand by themselves. */
const refusers = { qemu: undefined, bridge: 'The dashboard refused:', page: 'Not sent:' } as const

function whoseWords(error: QmpError): string | undefined {
  if (error.kind === 'unreachable') return refusers.page
  return error.kind === 'refused' ? refusers[error.by] : undefined
}

/** What became of a command that was not carried out: QEMU's own words, where the hand was. */
export function Refused({ error, advice, onDismiss, className }: RefusedProps) {
  const unknown = error.kind === 'interrupted' && error.sent
  return (
    <Refusal
      whose={whoseWords(error)}
      said={error.message}
      errorClass={error.kind === 'refused' && error.by === 'qemu' ? error.class : undefined}
      advice={unknown ? 'It is not sent again: look at the state.' : advice}
      onDismiss={onDismiss}
      className={className}
    />
  )
}
