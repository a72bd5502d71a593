import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import { attachTip } from './tip-behaviour.ts'

/** The bubble of the element right before it; that element names the bubble, or a part of it, in aria-describedby. */
export function TipBubble({ id, children }: { id?: string | undefined; children: ReactNode }) {
  const bubble = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const anchor = bubble.current?.previousElementSibling
    return bubble.current && anchor instanceof HTMLElement ? attachTip(bubble.current, anchor) : undefined
  }, [])
  return (
    <div ref={bubble} id={id} role="tooltip" popover="manual" className="bubble">
      {children}
    </div>
  )
}

interface TooltipProps {
  text: ReactNode
  /** One element that takes focus, or is at least hovered. */
  children: ReactElement<{ 'aria-describedby'?: string }>
}

/** Says more about the element inside, on hover and on keyboard focus. For buttons, use their `tip` and `why`. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId()
  return (
    <>
      {cloneElement(children, { 'aria-describedby': id })}
      <TipBubble id={id}>{text}</TipBubble>
    </>
  )
}
