import { type ReactNode, useEffect, useRef } from 'react'
import { cx } from './cx.ts'

interface PageHeadingProps {
  className?: string
  children: ReactNode
}

/** The title of a page. It takes the focus where the focused element went with the page before. */
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

/** For an element that removes itself from the page: the page's title takes the focus. */
export function useFocusToHeadingOnLeave(): void {
  useEffect(() => () => focusIfLost(titleOfPage()), [])
}

/** The same as the `ref` of a button that is removed when it has worked; only if it had the focus. */
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
