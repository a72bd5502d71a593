import { createContext, type ReactNode, useContext, useId } from 'react'
import { Icon } from './icon.tsx'

/** What the field around it tells an input. */
interface FieldLinks {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

const FieldContext = createContext<FieldLinks | undefined>(undefined)

/** For inputs: the attributes that tie them to their Field; nothing outside one. */
export function useFieldLinks(): Partial<FieldLinks> {
  return useContext(FieldContext) ?? {}
}

interface FieldProps {
  label: string
  optional?: boolean | undefined
  hint?: ReactNode
  /** What is wrong with the value, and what would be right. */
  error?: string | undefined
  /** One input. */
  children: ReactNode
  className?: string | undefined
}

/** Label, input, hint and error, tied together. */
export function Field({ label, optional, hint, error, children, className }: FieldProps) {
  const id = useId()
  const described = [error && `${id}error`, hint && `${id}hint`].filter(Boolean).join(' ')
  const links: FieldLinks = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? true : undefined,
  }
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
        {optional && <small className="font-normal"> optional</small>}
      </label>
      <FieldContext value={links}>{children}</FieldContext>
      {error && (
        <p id={`${id}error`} className="mt-1 flex items-start gap-1 text-label text-bad">
          <Icon name="alert" size={14} className="mt-px" /> {error}
        </p>
      )}
      {hint && (
        <p id={`${id}hint`} className="mt-1 text-label text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
