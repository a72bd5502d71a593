import { lazy } from 'react'

// Each page comes when it is first opened; a page that was opened fetches the other while nothing else is to do.

const vmPage = () => import('./vm-page.tsx')
const vmListPage = () => import('./vm-list-page.tsx')

export const VmPage = lazy(async () => ({ default: (await vmPage()).VmPage }))
export const VmListPage = lazy(async () => ({ default: (await vmListPage()).VmListPage }))

/** Begins to fetch the page of an address before anything else is known, and the other one later. */
export function fetchPages(path: string): void {
  const [now, later] = path.startsWith('/vm/') ? [vmPage, vmListPage] : [vmListPage, vmPage]
  void now().then(() => setTimeout(later, 2000))
}
