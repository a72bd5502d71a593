import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { renderApp } from './testing/render-app.tsx'

afterEach(cleanup)

/** The page of a VM, when its toolbar is ready. */
async function openVm(qemu: SimulatedQemu, ready = 'Pause') {
  const { clock } = renderApp({ 'web-01': qemu }, { path: '/vm/web-01' })
  const toolbar = await screen.findByRole('toolbar', { name: 'VM actions' })
  await waitFor(() => expect(isUsable(within(toolbar).getByRole('button', { name: ready }))).toBe(true))
  return { toolbar: within(toolbar), clock }
}

function isUsable(button: HTMLElement): boolean {
  return button.getAttribute('aria-disabled') !== 'true' && !button.hasAttribute('disabled')
}

test('Pause is sent at once, and the state follows QEMU', async () => {
  const qemu = new SimulatedQemu()
  const { toolbar } = await openVm(qemu)
  act(() => toolbar.getByRole('button', { name: 'Pause' }).click())
  await waitFor(() => expect(isUsable(toolbar.getByRole('button', { name: 'Resume' }))).toBe(true))
  expect(isUsable(toolbar.getByRole('button', { name: 'Pause' }))).toBe(false)
  expect(qemu.asked('stop')).toHaveLength(1)
})

test('Reset asks first; Cancel sends nothing, and the button of the dialog sends it', async () => {
  const qemu = new SimulatedQemu()
  const { toolbar } = await openVm(qemu)
  const reset = toolbar.getByRole('button', { name: 'Reset' })
  act(() => reset.click())
  const dialog = await screen.findByRole('alertdialog', { name: 'Reset web-01?' })
  expect(qemu.asked('system_reset')).toEqual([])
  act(() => within(dialog).getByRole('button', { name: 'Cancel' }).click())
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  act(() => reset.click())
  const again = await screen.findByRole('alertdialog', { name: 'Reset web-01?' })
  act(() => within(again).getByRole('button', { name: 'Reset' }).click())
  await waitFor(() => expect(qemu.asked('system_reset')).toHaveLength(1))
})

test('Shift-click on Reset skips the question', async () => {
  const qemu = new SimulatedQemu()
  const { toolbar } = await openVm(qemu)
  fireEvent.click(toolbar.getByRole('button', { name: 'Reset' }), { shiftKey: true })
  await waitFor(() => expect(qemu.asked('system_reset')).toHaveLength(1))
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('what QEMU refuses is said in its words, until the state has changed', async () => {
  const qemu = new SimulatedQemu({ stop: new Refusal('Not while it dreams') })
  const { toolbar, clock } = await openVm(qemu)
  act(() => toolbar.getByRole('button', { name: 'Pause' }).click())
  expect((await screen.findAllByText(/Not while it dreams/)).length).toBeGreaterThan(0)
  qemu.answers['query-status'] = { running: false, status: 'paused' }
  act(() => {
    qemu.event('STOP')
    clock.advance(100)
  })
  await waitFor(() => expect(isUsable(toolbar.getByRole('button', { name: 'Resume' }))).toBe(true))
  // The log keeps it.
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})
