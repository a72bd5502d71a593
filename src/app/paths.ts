import { useSearch } from 'wouter'
import type { GroupId } from '#panels/panel.ts'

/** Where a VM, one of its groups or one panel lives. */
export function vmPath(id: string, group: GroupId = 'overview', panel?: string): string {
  const parts = ['vm', id, ...(group === 'overview' && !panel ? [] : [group]), ...(panel ? [panel] : [])]
  return `/${parts.map(encodeURIComponent).join('/')}`
}

/** The VM that a path leads to; undefined for any other path. */
export function vmOfPath(path: string): string | undefined {
  return /^\/vm\/([a-z0-9-]+)(?:\/|$)/.exec(path)?.[1]
}

/** Gives the address of a path; the query after `?`, such as the demo, stays. */
export function useHref(): (path: string) => string {
  const search = useSearch()
  return (path) => (search ? `${path}?${search}` : path)
}
