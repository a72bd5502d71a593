import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { CopyButton } from './copy-button.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('a copy button copies and announces it politely', async () => {
  const user = userEvent.setup()
  render(<CopyButton text='{"execute":"stop"}' />)
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  const said = await screen.findByText('Copied')
  expect(said.closest('[aria-live="polite"]')).toBeTruthy()
  expect(await navigator.clipboard.readText()).toBe('{"execute":"stop"}')
})

it('a copy button that cannot copy says so', async () => {
  vi.stubGlobal('navigator', {})
  document.execCommand = () => false
  render(<CopyButton text="x" />)
  screen.getByRole('button', { name: 'Copy' }).click()
  expect(await screen.findByText('Not copied')).toBeTruthy()
})
