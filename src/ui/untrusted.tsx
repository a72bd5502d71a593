import type { ReactNode } from 'react'
import { visibleText } from './visible-text.ts'

/** Text made by QEMU, a guest or others: it cannot reorder the line around it, and hides nothing. */
export function Untrusted({ text }: { text: string }) {
  return <bdi>{visibleText(text)}</bdi>
}

/** The same for what may be a text or something drawn already. */
export function untrusted(content: ReactNode): ReactNode {
  return typeof content === 'string' ? <Untrusted text={content} /> : content
}
