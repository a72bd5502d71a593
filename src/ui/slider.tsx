import type { CSSProperties } from 'react'
import { cx } from './cx.ts'
import { useFieldLinks } from './field.tsx'

interface SliderProps {
  value: number
  onChange: (value: number) => void
  min: number
  max: number
  step?: number | undefined
  /** The value for screen readers, with its unit. */
  text: string
  /** Outside a Field. */
  label?: string | undefined
  disabled?: boolean | undefined
  className?: string | undefined
}

/** The browser's own slider in our colours. */
export function Slider({
  value,
  onChange,
  min,
  max,
  step = 1,
  text,
  label,
  disabled,
  className,
}: SliderProps) {
  const part = max > min ? (value - min) / (max - min) : 0
  return (
    <input
      {...useFieldLinks()}
      type="range"
      aria-label={label}
      aria-valuetext={text}
      min={min}
      max={max}
      step={step}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      className={cx('slider', className)}
      style={{ '--filled': `${part * 100}%` } as CSSProperties}
    />
  )
}
