import type { ReactNode } from 'react'
import { visibleText } from './visible-text.ts'

/** Text that QEMU, a guest or a stranger made: it cannot reorder the line it stands in, and hides nothing. */
export function Foreign({ text }: { text: string }) {
  return <bdi>{visibleText(text)}</bdi>
}

/** The same for what may be a text or something drawn already. */
export function foreign(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <Foreign text={content} /> : content
}
