import { Button, type ButtonProps } from './button.tsx'
import { cx } from './cx.ts'

interface IconButtonProps extends Omit<ButtonProps, 'aria-label' | 'variant'> {
  /** Its accessible name. */
  label: string
  variant?: 'normal' | 'quiet' | undefined
}

/** A square button without a visible word: an `icon`, or something as short as `{}` inside. */
export function IconButton({ label, variant = 'quiet', className, ...rest }: IconButtonProps) {
  return (
    <Button {...rest} aria-label={label} variant={variant} className={cx('aspect-square px-0!', className)} />
  )
}
