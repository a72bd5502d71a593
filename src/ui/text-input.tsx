import type { ComponentProps } from 'react'
import { cx } from './cx.ts'
import { useFieldLinks } from './field.tsx'
import { fieldBox } from './field-box.ts'

interface TextInputProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type' | 'size'> {
  value: string
  onChange: (value: string) => void
  /** What is on the wire: an address, an id. */
  mono?: boolean | undefined
}

/** One line of text; inside a Field it is labelled by it, else give it an aria-label. */
export function TextInput({ value, onChange, mono, className, ...rest }: TextInputProps) {
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...useFieldLinks()}
      {...rest}
      type="text"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(fieldBox, 'h-7 w-full px-2', mono && 'font-mono text-label', className)}
    />
  )
}
