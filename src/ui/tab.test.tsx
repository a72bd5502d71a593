import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { setTab, type TabIcon } from './tab.ts'

const icons: TabIcon[] = ['neutral', 'running', 'paused', 'error', 'off', 'unknown']

it.each(icons)('the tab shows title and icon: %s', (icon) => {
  document.head.innerHTML = '<link rel="icon" href="/icon.svg">'
  setTab(`web-01: ${icon}`, icon)
  expect(document.title).toBe(`web-01: ${icon}`)
  const href = document.querySelector('link[rel="icon"]')?.getAttribute('href')
  expect(existsSync(`public${href}`)).toBe(true)
  expect(href?.includes(icon)).toBe(icon !== 'neutral')
})
