import { useSyncExternalStore } from 'react'

const phone = mediaQuery('(width <= 640px)')
const narrow = mediaQuery('(width <= 1000px)')

/** Whether the page is as narrow as a phone, where fingers need room. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(phone.subscribe, phone.matches)
}

/** Whether side panes become sheets: on a tablet, at a zoom of 200 %, on a phone. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.matches)
}

function mediaQuery(media: string) {
  return {
    matches: () => matchMedia(media).matches,
    subscribe: (changed: () => void) => {
      const query = matchMedia(media)
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
  }
}
