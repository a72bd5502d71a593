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

it('a text that is still to come is promised to the clipboard within the click', async () => {
  const user = userEvent.setup()
  const write = vi.spyOn(navigator.clipboard, 'write')
  let answer = (_: string) => {}
  const text = () => new Promise<string>((resolve) => (answer = resolve))
  render(<CopyButton text={text} />)
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(write).toHaveBeenCalledOnce()
  expect(screen.queryByText('Copied')).toBeNull()
  answer('version: 7.2.22')
  expect(await screen.findByText('Copied')).toBeTruthy()
  expect(await navigator.clipboard.readText()).toBe('version: 7.2.22')
})

it('a text that is still to come is copied without a clipboard, too', async () => {
  vi.stubGlobal('navigator', {})
  let copied: string | undefined
  document.execCommand = () => {
    copied = document.querySelector('textarea')?.value
    return true
  }
  render(<CopyButton text={async () => 'version: 7.2.22'} />)
  screen.getByRole('button', { name: 'Copy' }).click()
  expect(await screen.findByText('Copied')).toBeTruthy()
  expect(copied).toBe('version: 7.2.22')
})

it('a copy button whose text never comes says so', async () => {
  userEvent.setup()
  render(<CopyButton text={() => Promise.reject(new Error('no link'))} />)
  screen.getByRole('button', { name: 'Copy' }).click()
  expect(await screen.findByText('Not copied')).toBeTruthy()
})

it('a copy button that cannot copy says so', async () => {
  vi.stubGlobal('navigator', {})
  document.execCommand = () => false
  render(<CopyButton text="x" />)
  screen.getByRole('button', { name: 'Copy' }).click()
  expect(await screen.findByText('Not copied')).toBeTruthy()
})
