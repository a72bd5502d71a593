import { type FocusEvent, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'
import { rovingTarget } from './roving-focus.ts'

interface ToolbarProps {
  label: string
  children: ReactNode
  className?: string | undefined
}

const membersOf = (bar: HTMLElement) => Array.from(bar.querySelectorAll<HTMLElement>('button, a[href]'))

function makeStop(bar: HTMLElement, stop: Element | null): void {
  const members = membersOf(bar)
  const chosen = members.find((member) => member === stop) ?? members.find((member) => member.tabIndex === 0)
  for (const member of members) member.tabIndex = member === (chosen ?? members[0]) ? 0 : -1
}

/** Buttons as one tab stop: arrows, Home and End move inside, buttons that are not possible now included. */
export function Toolbar({ label, children, className }: ToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  // After every render, since members come and go.
  useLayoutEffect(() => {
    if (bar.current) makeStop(bar.current, document.activeElement)
  })
  const onFocus = (event: FocusEvent<HTMLElement>) => makeStop(event.currentTarget, event.target)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const members = membersOf(event.currentTarget)
    const at = members.indexOf(event.target as HTMLElement)
    const target = at < 0 ? undefined : rovingTarget(event.key, at, members.length)
    if (target === undefined) return
    event.preventDefault()
    members[target]?.focus()
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={label}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      className={cx('flex flex-wrap items-center gap-3', className)}
    >
      {children}
    </div>
  )
}

/** Buttons of a toolbar that belong together. */
export function ToolbarGroup({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-1">{children}</div>
}
