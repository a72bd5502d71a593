import { useState } from 'react'
import { cx } from './cx.ts'
import { useFieldLinks } from './field.tsx'
import { fieldBox } from './field-box.ts'

interface NumberInputProps {
  value: number | undefined
  /** undefined while the text is not a number. */
  onChange: (value: number | undefined) => void
  /** Behind the number. */
  unit?: string | undefined
  min?: number | undefined
  max?: number | undefined
  step?: number | undefined
  disabled?: boolean | undefined
  /** Outside a Field. */
  label?: string | undefined
  /** Id of what says which numbers are possible. */
  describedBy?: string | undefined
  invalid?: boolean | undefined
  className?: string | undefined
}

/** A number with its unit; arrow keys step. What is half typed is kept as it is. */
export function NumberInput(props: NumberInputProps) {
  const { value, onChange, unit, label, describedBy, invalid, className, ...rest } = props
  const links = useFieldLinks()
  const [typed, setTyped] = useState('')
  const shown = parse(typed) === value ? typed : String(value ?? '')
  const change = (text: string) => {
    setTyped(text)
    onChange(parse(text))
  }
  return (
    <span className={cx('relative inline-flex w-32', className)}>
      <input
        {...links}
        {...rest}
        aria-describedby={describedBy ?? links['aria-describedby']}
        aria-invalid={invalid || links['aria-invalid']}
        aria-label={label && unit ? `${label}, ${unit}` : label}
        type="number"
        inputMode="decimal"
        value={shown}
        onChange={(event) => change(event.target.value)}
        className={cx(fieldBox, 'h-7 w-full pl-2 text-right', unit ? 'pr-11' : 'pr-2')}
      />
      {unit && (
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-2 flex items-center text-ink-3"
        >
          {unit}
        </span>
      )}
    </span>
  )
}

function parse(text: string): number | undefined {
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number
}
