import { useSyncExternalStore } from 'react'

const phone = '(width <= 640px)'

/** Height of a line in px: a phone gives each three lines. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, () => (matchMedia(phone).matches ? 77 : 25))
}

function subscribe(changed: () => void): () => void {
  const query = matchMedia(phone)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
