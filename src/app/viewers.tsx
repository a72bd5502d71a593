import { viewerCount } from './viewer-count.ts'

/** How many viewers a VM has, if this page is not the only one. */
export function Viewers({ count }: { count: number }) {
  if (count < 2) return null
  return <span className="shrink-0 text-label text-ink-3">{viewerCount(count)}</span>
}
