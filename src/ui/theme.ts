import { useSyncExternalStore } from 'react'

// public/theme.js did the same before the first paint; the key and the colours of the browser's bar must agree with it.
const KEY = 'theme'
const BAR = { light: '#ffffff', dark: '#14181e' }

/** `system` follows the browser, which follows the system. */
export type ThemeChoice = 'system' | 'light' | 'dark'

// Kept here, too: where storage is blocked, a choice lasts as long as the page.
let choice: ThemeChoice | undefined
const listeners = new Set<() => void>()
const prefersDark = () => matchMedia('(prefers-color-scheme: dark)')

function stored(): ThemeChoice {
  try {
    const text = localStorage.getItem(KEY)
    return text === 'light' || text === 'dark' ? text : 'system'
  } catch {
    return 'system'
  }
}

function themeChoice(): ThemeChoice {
  choice ??= stored()
  return choice
}

/** Remembers the choice and applies it at once. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next
  try {
    if (next === 'system') localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, next)
  } catch {
    // Blocked storage: see above.
  }
  apply()
}

/** What the system wants at the moment. */
export function systemTheme(): 'light' | 'dark' {
  return prefersDark().matches ? 'dark' : 'light'
}

function apply(): void {
  const now = themeChoice()
  const theme = now === 'system' ? systemTheme() : now
  document.documentElement.dataset['theme'] = theme
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', BAR[theme])
  for (const listener of listeners) listener()
}

function otherTabChose(): void {
  choice = stored()
  apply()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    prefersDark().addEventListener('change', apply)
    window.addEventListener('storage', otherTabChose)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    prefersDark().removeEventListener('change', apply)
    window.removeEventListener('storage', otherTabChose)
  }
}

/** The choice; while someone uses it, the page follows the system and its other tabs. */
export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice)
}
