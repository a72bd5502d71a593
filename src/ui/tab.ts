/** What the icon in the browser's tab can say; each has a shape of its own. */
export type TabIcon = 'neutral' | 'running' | 'paused' | 'error' | 'off' | 'unknown'

/** Sets title and icon of the browser's tab. */
export function setTab(title: string, icon: TabIcon): void {
  if (document.title !== title) document.title = title
  const href = icon === 'neutral' ? '/icon.svg' : `/icon-${icon}.svg`
  const link = document.querySelector('link[rel="icon"]')
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href)
}
