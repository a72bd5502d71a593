import { pagesLook } from './pages-look.ts'

/** In words, how many look at a VM, where this page is not the only one. */
export function Viewers({ count }: { count: number }) {
  if (count < 2) return null
  return (
    <span className="shrink-0 text-label text-ink-3">
      {pagesLook(count)}
      <span className="phone:hidden"> at this VM</span>
    </span>
  )
}
