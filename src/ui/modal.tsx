import { type ReactNode, type RefObject, type SyntheticEvent, useLayoutEffect, useRef } from 'react'
import { cx } from './cx.ts'

interface ModalProps {
  role?: 'dialog' | 'alertdialog' | undefined
  labelledBy: string
  describedBy?: string | undefined
  /** Escape, or another request of the browser to close it. */
  onClose: () => void
  /** A click on what is behind it closes it, too. */
  lightDismiss?: boolean | undefined
  /** Takes the focus first; else the browser chooses. */
  initialFocus?: RefObject<HTMLElement | null> | undefined
  className?: string | false | undefined
  children: ReactNode
}

/**
 * A native modal dialog that is open as long as it is mounted. The browser keeps the focus inside, makes the rest inert
 * and gives the focus back; it is asked to do so before the element goes.
 */
export function Modal({
  role,
  labelledBy,
  describedBy,
  onClose,
  lightDismiss,
  initialFocus,
  className,
  children,
}: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const shown = useRef(false)
  useLayoutEffect(() => {
    const element = dialog.current
    if (!element) return
    element.showModal()
    shown.current = true
    initialFocus?.current?.focus()
    return () => {
      shown.current = false
      element.close()
    }
  }, [initialFocus])
  const cancel = (event: SyntheticEvent) => {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    onClose()
  }
  // The browser closes it on a second Escape in any case: then it must not stay mounted.
  const closed = () => {
    if (shown.current && dialog.current?.open === false) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the backdrop; Escape is the key
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onCancel={cancel}
      onClose={closed}
      onClick={(event) => lightDismiss && event.target === dialog.current && onClose()}
      className={cx('modal', className)}
    >
      {children}
    </dialog>
  )
}
