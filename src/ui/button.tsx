import { type ComponentProps, type MouseEvent, type ReactNode, useId } from 'react'
import { cx } from './cx.ts'
import { Icon, type IconName } from './icon.tsx'
import { TipBubble } from './tooltip.tsx'

type ButtonVariant = 'normal' | 'quiet' | 'primary' | 'destructive' | 'destructive-outline'
type ButtonSize = 24 | 28 | 32

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'title'> {
  /** At most one `primary` or `destructive` a view. */
  variant?: ButtonVariant | undefined
  size?: ButtonSize | undefined
  icon?: IconName | undefined
  /** Why it is not possible now. It stays focusable, does nothing, and this is its description. */
  why?: string | undefined
  /** What it does; in the tooltip, after `why`. */
  tip?: ReactNode
  /** Asked, and the answer is awaited. */
  busy?: boolean | undefined
}

const sizes: Record<ButtonSize, string> = {
  24: 'h-6 px-2 text-label',
  28: 'h-7 px-2.5',
  32: 'h-8 px-3.5',
}

const box = 'border-line bg-panel hover:bg-hover'
const variants: Record<ButtonVariant, string> = {
  normal: box,
  quiet: 'border-transparent hover:bg-hover',
  primary: 'border-transparent bg-accent-fill font-semibold text-on hover:bg-accent-fill-hover',
  destructive: 'border-transparent bg-bad-fill font-semibold text-on hover:bg-bad-fill-hover',
  'destructive-outline': `${box} text-bad`,
}

const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-control border transition-colors phone:min-h-11 phone:min-w-11'

/** A button that explains itself: `why` it is off, `tip` for what it does. */
export function Button({
  variant = 'normal',
  size = 28,
  icon,
  why,
  tip,
  busy,
  className,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  const id = useId()
  const off = why !== undefined
  const still = off || busy === true
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (still) event.preventDefault()
    else onClick?.(event)
  }
  const described = off ? `${id}why` : tip ? `${id}tip` : undefined
  return (
    <>
      <button
        type="button"
        aria-disabled={still || undefined}
        aria-busy={busy || undefined}
        aria-describedby={described}
        {...rest}
        onClick={press}
        className={cx(
          base,
          sizes[size],
          off ? 'border-transparent text-ink-3' : variants[variant],
          className,
        )}
      >
        {busy ? <Icon name="spinner" /> : icon && <Icon name={icon} />}
        {children}
      </button>
      {(off || tip) && (
        <TipBubble>
          {off && (
            <div>
              <b>Not now:</b> <span id={`${id}why`}>{why}</span>
            </div>
          )}
          {tip && (
            <div id={`${id}tip`} className={cx(off && 'text-ink-2')}>
              {tip}
            </div>
          )}
        </TipBubble>
      )}
    </>
  )
}
