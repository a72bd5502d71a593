import { cx } from './cx.ts'

/** The logo: a screen with a pulse line. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      className={cx('size-4 shrink-0 text-accent', className)}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <rect x="1.5" y="2" width="13" height="9.5" rx="1.5" />
      <path d="M4 7.5h1.5L7 5l2 4 1.2-1.5H12M5.5 14h5" />
    </svg>
  )
}
