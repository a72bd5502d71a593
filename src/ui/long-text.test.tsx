import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { LongText } from './long-text.tsx'
import { beginningOf, visibleText } from './visible-text.ts'

afterEach(cleanup)

test.each([
  ['a\u202egpj.exe', 'a⟨U+202E⟩gpj.exe'],
  ['\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
  ['a\u200bb\ufeffc\u00add', 'a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d'],
  ['bell\u0007\u001b[31m', 'bell⟨U+0007⟩⟨U+001B⟩[31m'],
  ['half \ud83d', 'half ⟨U+D83D⟩'],
])('hidden characters in %j are spelled out', (text, shown) => {
  expect(visibleText(text)).toBe(shown)
})

test.each(['web-01', 'مرحبا', '</script>', 'two\nlines\tand a tab', '👩\u200d💻 vm', '❤\ufe0f\u200d🔥'])(
  'visible characters stay as they are: %j',
  (text) => {
    expect(visibleText(text)).toBe(text)
  },
)

test('a beginning ends within the allowed lines and between characters', () => {
  expect(beginningOf('a\nb\nc', 10, 2)).toBe('a\nb')
  expect(beginningOf('ab💻', 3)).toBe('ab')
  expect(beginningOf('short', 10, 2)).toBe('short')
})

test('a long text shows its beginning, and all of it on click', () => {
  const text = 'x'.repeat(5000)
  const { container } = render(<LongText text={text} />)
  expect(container.textContent).not.toContain('x'.repeat(300))
  fireEvent.click(screen.getByRole('button', { name: 'Show all 5,000 characters' }))
  expect(container.textContent).toContain(text)
  fireEvent.click(screen.getByRole('button', { name: 'Show less' }))
  expect(container.textContent).not.toContain('x'.repeat(300))
})

test('a short untrusted text is isolated from the direction of the line', () => {
  const { container } = render(<LongText text="no" />)
  expect(container.innerHTML).toBe('<bdi>no</bdi>')
})
