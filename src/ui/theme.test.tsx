import { readFileSync } from 'node:fs'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseTheme, type ThemeChoice } from './theme.ts'
import { ThemeButton } from './theme-button.tsx'

const beforePaint = readFileSync('public/theme.js', 'utf8')
let systemIsDark = false

beforeEach(() => {
  systemIsDark = false
  document.head.innerHTML = '<meta name="theme-color" content="">'
  vi.stubGlobal('matchMedia', () => ({
    matches: systemIsDark,
    addEventListener: () => {},
    removeEventListener: () => {},
  }))
})
afterEach(() => {
  cleanup()
  chooseTheme('system')
  vi.unstubAllGlobals()
})

const shown = () => [
  document.documentElement.dataset['theme'],
  document.querySelector('meta[name="theme-color"]')?.getAttribute('content'),
]
// What a browser does with the script of the page.
const load = () => new Function(beforePaint)()

describe('the theme', () => {
  it.each<[ThemeChoice, boolean]>([
    ['system', false],
    ['system', true],
    ['light', true],
    ['dark', false],
  ])('before the first paint is what it is later: %s, system dark: %s', (choice, dark) => {
    systemIsDark = dark
    chooseTheme(choice)
    const later = shown()
    document.documentElement.removeAttribute('data-theme')
    load()
    expect(shown()).toEqual(later)
  })

  it('follows the system where storage is blocked, and can still be chosen', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new DOMException('blocked', 'SecurityError')
      },
      setItem: () => {
        throw new DOMException('blocked', 'SecurityError')
      },
      removeItem: () => {},
    })
    systemIsDark = true
    load()
    expect(shown()[0]).toBe('dark')
    chooseTheme('light')
    expect(shown()[0]).toBe('light')
  })
})

it('every press of "Theme" changes the look, and one of them follows the system again', () => {
  render(<ThemeButton />)
  const button = screen.getByRole('button', { name: 'Theme' })
  const says = () => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent
  expect(says()).toBe('Switch to dark')
  fireEvent.click(button)
  expect(shown()[0]).toBe('dark')
  expect(says()).toBe('Switch to light, as the system has it')
  fireEvent.click(button)
  expect(shown()[0]).toBe('light')
  systemIsDark = true
  load()
  expect(shown()[0]).toBe('dark')
})
