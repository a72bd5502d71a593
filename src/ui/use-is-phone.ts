import { useSyncExternalStore } from 'react'

const phone = '(width <= 640px)'

/** Whether the page is as narrow as a phone, where side panes become sheets. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(phone).matches)
}

function subscribe(changed: () => void): () => void {
  const query = matchMedia(phone)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
