import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { ActButton, ActRefusal } from './act-button.tsx'
import type { DoableAct } from './doable-act.ts'

afterEach(cleanup)

const confirmation = { sentence: 'The guest is not asked.', lost: ['Every program.'], stays: ['The disks.'] }
const refusal = { whose: undefined, said: 'no such device', errorClass: 'DeviceNotFound', advice: undefined }

function act(more: Partial<DoableAct> = {}): DoableAct {
  return {
    action: { name: 'Reset', does: 'Presses the reset button.', confirmation },
    question: 'Reset web-01?',
    code: '{"execute":"system_reset"}',
    why: undefined,
    busy: false,
    refusal: undefined,
    run: vi.fn(async () => true),
    dismiss: vi.fn(),
    ...more,
  }
}

const button = () => screen.getByRole('button', { name: 'Reset' })

test('an act that loses something is confirmed first, with what is lost, what stays and what is sent', async () => {
  const reset = act()
  const done = vi.fn()
  render(<ActButton act={reset} onDone={done} />)
  await userEvent.click(button())
  expect(reset.run).not.toHaveBeenCalled()
  const dialog = await screen.findByRole('alertdialog', { name: 'Reset web-01?' })
  for (const words of ['The guest is not asked.', 'Every program.', 'The disks.', reset.code])
    expect(dialog.textContent).toContain(words)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Reset' }))
  expect(reset.run).toHaveBeenCalledOnce()
  expect(done).toHaveBeenCalledOnce()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('with Shift it is done without the confirmation', async () => {
  const reset = act()
  render(<ActButton act={reset} />)
  const user = userEvent.setup()
  await user.keyboard('{Shift>}')
  await user.click(button())
  expect(reset.run).toHaveBeenCalledOnce()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('what may destroy more than its own VM is asked about with Shift, too', async () => {
  const resume = act()
  const always = {
    ...resume.action,
    confirmation: { sentence: 'It may be lost.', lost: ['Both.'], always: true },
  }
  render(<ActButton act={{ ...resume, action: always }} />)
  const user = userEvent.setup()
  await user.keyboard('{Shift>}')
  await user.click(button())
  expect(resume.run).not.toHaveBeenCalled()
  expect((await screen.findByRole('alertdialog')).textContent).not.toContain('Shift-click')
})

test('an act without a confirmation is done at once', async () => {
  const pause = act({ action: { name: 'Reset' } })
  render(<ActButton act={pause} />)
  await userEvent.click(button())
  expect(pause.run).toHaveBeenCalledOnce()
})

test('the dialog of a refused act stays open and shows the refusal once', async () => {
  const reset = act({ run: vi.fn(async () => false) })
  const { rerender } = render(<ActButton act={reset} />)
  await userEvent.click(button())
  await userEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Reset' }))
  rerender(<ActButton act={{ ...reset, refusal }} />)
  const dialog = screen.getByRole('alertdialog')
  expect(within(dialog).getByRole('alert').textContent).toBe('no such device DeviceNotFound')
  expect(screen.getAllByRole('alert')).toHaveLength(1)
})

test('the safer alternative is offered where it is possible, and is sent', async () => {
  const shutDown = act({ action: { name: 'Shut down' } })
  const { rerender } = render(<ActButton act={act()} instead={shutDown} />)
  await userEvent.click(button())
  const way = await screen.findByRole('button', { name: 'Shut down instead' })
  rerender(<ActButton act={act()} instead={{ ...shutDown, why: 'The guest is off.' }} />)
  expect(screen.queryByRole('button', { name: 'Shut down instead' })).toBeNull()
  rerender(<ActButton act={act()} instead={shutDown} />)
  expect(way).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Shut down instead' }))
  expect(shutDown.run).toHaveBeenCalledOnce()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('an act that is not possible says why and does nothing', async () => {
  const reset = act({ why: 'Not connected to QEMU.' })
  render(<ActButton act={reset} why="Another reason." />)
  await userEvent.click(button())
  expect(button().getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByRole('button', { description: 'Not connected to QEMU.' })).toBe(button())
  expect(reset.run).not.toHaveBeenCalled()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('a refusal is shown where the button is, or elsewhere, and can be dismissed', async () => {
  const refused = act({ refusal })
  const { rerender } = render(<ActButton act={refused} refusal="elsewhere" />)
  expect(screen.queryByRole('alert')).toBeNull()
  rerender(<ActButton act={refused} />)
  expect((await screen.findByRole('alert')).textContent).toContain('no such device')
  rerender(<ActRefusal acts={[act(), refused]} advice="Look at its name." />)
  expect((await screen.findByRole('alert')).textContent).toContain('Look at its name.')
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(refused.dismiss).toHaveBeenCalledOnce()
})
