import type { ReactNode } from 'react'
import { visibleText } from './visible-text.ts'

/** Text that QEMU, a guest or a stranger made: it cannot reorder the line it stands in, and hides nothing. */
export function Untrusted({ text }: { text: string }) {
  return <bdi>{visibleText(text)}</bdi>
}

/** The same for what may be a text or something drawn already. */
export function untrusted(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <Untrusted text={content} /> : content
}
