import { type ReactNode, useEffect, useRef } from 'react'
import { attachTip } from './tip-behaviour.ts'

/** The bubble of the element right before it; that element names the bubble, or a part of it, in aria-describedby. */
export function TipBubble({ children }: { children: ReactNode }) {
  const bubble = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const anchor = bubble.current?.previousElementSibling
    return bubble.current && anchor instanceof HTMLElement ? attachTip(bubble.current, anchor) : undefined
  }, [])
  return (
    <div ref={bubble} role="tooltip" popover="manual" className="bubble">
      {children}
    </div>
  )
}
