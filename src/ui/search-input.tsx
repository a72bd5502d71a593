import type { KeyboardEvent, Ref } from 'react'
import { cx } from './cx.ts'
import { fieldBox } from './field-box.ts'
import { Icon } from './icon.tsx'

interface SearchInputProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string | undefined
  size?: 24 | 28 | undefined
  ref?: Ref<HTMLInputElement> | undefined
  className?: string | undefined
}

/** Narrows what is shown while it is typed into; Escape empties it. */
export function SearchInput({
  label,
  value,
  onChange,
  placeholder,
  size = 28,
  ref,
  className,
}: SearchInputProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || value === '') return
    event.preventDefault()
    event.stopPropagation()
    onChange('')
  }
  return (
    <span className={cx('relative inline-flex w-[190px] min-w-0', className)}>
      <Icon name="search" className="pointer-events-none absolute inset-y-0 left-2 my-auto text-ink-3" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={cx(fieldBox, 'w-full pr-2 pl-8', size === 24 ? 'h-6 text-label' : 'h-7')}
      />
    </span>
  )
}
