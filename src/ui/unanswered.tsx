import type { ReactNode } from 'react'
import { EmptyNote } from './empty-note.tsx'
import { LongText } from './long-text.tsx'
import { Skeleton } from './skeleton.tsx'

interface UnansweredProps {
  /** What came instead of an answer, if anything did. */
  error: { readonly kind: string; readonly message: string } | undefined
  /** What would make QEMU answer. */
  hint?: ReactNode
  /** How much room the answer will take, in lines. */
  lines?: number
}

/** Shown until an answer is there: a placeholder, or, once QEMU has refused it, QEMU's words. */
export function Unanswered({ error, hint, lines = 3 }: UnansweredProps) {
  // A lost link is reported once, in the bar over all panels.
  if (error?.kind !== 'refused') return <Skeleton lines={lines} />
  return (
    <EmptyNote hint={hint}>
      QEMU says: <LongText text={error.message} />
    </EmptyNote>
  )
}
