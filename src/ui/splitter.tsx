import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from './cx.ts'
import { splitterSize } from './splitter-size.ts'

interface SplitterProps {
  label: string
  /** Height in px of the pane under it. */
  size: number
  min: number
  max: number
  onResize: (size: number) => void
  collapsed: boolean
  onCollapse: (collapsed: boolean) => void
  /** Id of the pane under it. */
  controls?: string | undefined
  className?: string | undefined
}

/**
 * The line over a pane: drag it, or use the arrows, Home and End; Enter or a double click folds the pane and brings it
 * back. It has no height of its own: put it between the two panes.
 */
export function Splitter(props: SplitterProps) {
  const { label, size, min, max, onResize, collapsed, onCollapse, controls, className } = props
  const grip = useRef<{ y: number; size: number }>(undefined)

  const resize = (next: number) => {
    if (collapsed) onCollapse(false)
    onResize(Math.round(Math.min(max, Math.max(min, next))))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onCollapse(!collapsed)
    else {
      const next = splitterSize(event.key, event.shiftKey, { size: collapsed ? min : size, min, max })
      if (next === undefined) return
      resize(next)
    }
    event.preventDefault()
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { y: event.clientY, size: collapsed ? min : size }
  }
  const onPointerMove = (event: PointerEvent) => {
    const start = grip.current
    if (start && event.clientY !== start.y) resize(start.size + start.y - event.clientY)
  }
  const drop = () => {
    grip.current = undefined
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; this one can
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={collapsed ? min : size}
      aria-valuetext={collapsed ? 'folded' : `${size} pixels`}
      aria-controls={controls}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={drop}
      onPointerCancel={drop}
      onDoubleClick={() => onCollapse(!collapsed)}
      className={cx('group relative z-10 h-0 cursor-row-resize touch-none outline-none', className)}
    >
      <div className="absolute inset-x-0 -top-4 h-6" />
      <div className="absolute inset-x-0 top-0 h-px bg-line transition-colors group-hover:bg-edge group-focus-visible:h-0.5 group-focus-visible:bg-accent" />
      <div className="absolute top-1 left-1/2 h-[3px] w-8 -translate-x-1/2 rounded-full bg-edge transition-colors group-hover:bg-ink-3 group-focus-visible:bg-accent" />
    </div>
  )
}
