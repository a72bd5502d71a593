import { type ComponentType, type ReactNode, useEffect, useRef } from 'react'
import { cx } from './cx.ts'

interface TabLinkProps {
  href: string
  className: string
  'aria-current': 'page' | undefined
  children: ReactNode
}

export interface Tab {
  href: string
  label: string
  current: boolean
  /** Behind the label, such as a Count. */
  after?: ReactNode
}

interface TabsProps {
  label: string
  tabs: readonly Tab[]
  /** The router's link; a plain one unless told. */
  link?: ComponentType<TabLinkProps> | undefined
  className?: string | undefined
}

function PlainLink(props: TabLinkProps) {
  return <a {...props} />
}

/** Links to the parts of a page, in one row that scrolls by itself where the screen is narrow. */
export function Tabs({ label, tabs, link: Link = PlainLink, className }: TabsProps) {
  const row = useRef<HTMLElement>(null)
  const current = tabs.find((tab) => tab.current)?.href
  useEffect(() => {
    const here = current && row.current?.querySelector<HTMLElement>('[aria-current]')
    if (here && row.current) row.current.scrollLeft = here.offsetLeft - 40
  }, [current])
  return (
    <nav
      ref={row}
      aria-label={label}
      className={cx('relative flex min-w-0 overflow-x-auto [scrollbar-width:none]', className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className="inline-flex shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 pt-1.5 pb-1.5 whitespace-nowrap text-ink-2 -outline-offset-2! transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink phone:min-h-11"
        >
          {tab.label}
          {tab.after}
        </Link>
      ))}
    </nav>
  )
}
