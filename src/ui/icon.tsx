import { cx } from './cx.ts'
import { iconPaths } from './icon-paths.ts'
import { type Tone, textTone } from './tone.ts'

export type IconName = keyof typeof iconPaths | 'dot'

interface IconProps {
  name: IconName
  tone?: Tone | undefined
  /** In px; 16 unless told. */
  size?: number | undefined
  /** Only where there is no word beside the icon. */
  label?: string | undefined
  className?: string | undefined
}

const filled: ReadonlySet<IconName> = new Set<IconName>(['play', 'pause', 'dot'])

/** One of our names for a drawing. Silent to screen readers unless it has a label; the spinner turns. */
export function Icon({ name, tone, size = 16, label, className }: IconProps) {
  const isFilled = filled.has(name)
  const moves = name === 'spinner' ? 'spin' : name === 'dot' && 'scale-[.4]'
  const said = label ? ({ role: 'img', 'aria-label': label } as const) : ({ 'aria-hidden': true } as const)
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: it has a label or is hidden
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill={isFilled ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={isFilled ? 1 : 2.2}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={cx('shrink-0', moves, tone && textTone[tone], className)}
      {...said}
    >
      <path d={name === 'dot' ? iconPaths.off : iconPaths[name]} />
    </svg>
  )
}
