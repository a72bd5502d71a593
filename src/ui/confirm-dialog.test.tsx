import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { ConfirmDialog } from './confirm-dialog.tsx'

afterEach(cleanup)

const cancel = vi.fn()
const confirm = vi.fn()

function ask(more: { busy?: boolean; why?: string } = {}) {
  vi.clearAllMocks()
  render(
    <StrictMode>
      <ConfirmDialog
        open
        onCancel={cancel}
        onConfirm={confirm}
        icon="reset"
        title="Reset web-01?"
        action="Reset"
        code='{"execute":"system_reset"}'
        {...more}
      >
        <p>The guest is not asked.</p>
      </ConfirmDialog>
    </StrictMode>,
  )
  return screen.getByRole('alertdialog', { name: 'Reset web-01?' })
}

it('a confirmation names what it is about, says what is lost and shows what is sent', () => {
  const dialog = ask()
  const body = document.getElementById(dialog.getAttribute('aria-describedby') ?? '')
  expect(body?.textContent).toContain('The guest is not asked.')
  expect(body?.textContent).toContain('{"execute":"system_reset"}')
})

it('a confirmation starts on Cancel', () => {
  const dialog = ask()
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' }))
})

it('Escape is Cancel', () => {
  fireEvent(ask(), new Event('cancel', { cancelable: true }))
  expect(cancel).toHaveBeenCalledOnce()
  expect(confirm).not.toHaveBeenCalled()
})

it('the confirming button carries the name of the action', async () => {
  await userEvent.click(within(ask()).getByRole('button', { name: 'Reset' }))
  expect(confirm).toHaveBeenCalledOnce()
})

it('what is sent is not sent twice', async () => {
  await userEvent.click(within(ask({ busy: true })).getByRole('button', { name: 'Reset' }))
  expect(confirm).not.toHaveBeenCalled()
})

it('an act that has become impossible cannot be confirmed, and says why', async () => {
  const button = within(ask({ why: 'Not connected to QEMU.' })).getByRole('button', { name: 'Reset' })
  await userEvent.click(button)
  expect(confirm).not.toHaveBeenCalled()
  expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Not connected to QEMU.',
  )
})
