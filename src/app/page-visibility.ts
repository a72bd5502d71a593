import type { Visibility } from '#query/polls.ts'

/** A tab behind others, or a window behind which there is nobody, is not visible. */
export const pageVisibility: Visibility = {
  isVisible: () => document.visibilityState === 'visible',
  onChange: (then) => document.addEventListener('visibilitychange', then),
}
