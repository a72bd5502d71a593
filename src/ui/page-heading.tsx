import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from './cx.ts'

interface PageHeadingProps {
  className?: string
  children: ReactNode
}

/** The title of a page. Where what had the focus went with the page before, the keyboard goes on from here. */
export function PageHeading({ className, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (hasActed()) focusIfLost(heading.current)
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1} className={cx('font-semibold outline-none', className)}>
      {children}
    </h1>
  )
}

/** For what takes itself away from the page: the keyboard goes on from the page's title. */
export function useFocusToHeadingOnLeave(): void {
  useEffect(() => () => focusIfLost(titleOfPage()), [])
}

/** The same as the `ref` of a button that goes when it has worked; of one that had not the focus nobody hears. */
export function titleFollows(button: HTMLElement | null) {
  return () => {
    if (button?.contains(document.activeElement)) titleOfPage()?.focus()
  }
}

/** The first stop of Tab: past the list and the header's links, to the title of the page. */
export function SkipLink() {
  return (
    <button
      type="button"
      onClick={() => titleOfPage()?.focus()}
      className="fixed top-2 left-2 z-10 -translate-y-16 rounded-control border border-edge bg-raised px-3 py-1.5 focus:translate-y-0"
    >
      Skip to the page
    </button>
  )
}

function titleOfPage(): HTMLElement | null {
  return document.querySelector('main h1')
}

function focusIfLost(heading: HTMLElement | null): void {
  const { activeElement, body } = document
  if (activeElement === null || activeElement === body) heading?.focus()
}

/** A page that has just been loaded begins at its beginning. */
function hasActed(): boolean {
  return navigator.userActivation?.hasBeenActive ?? false
}
