import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { balloon } from './panel.ts'

afterEach(cleanup)

const MiB = 1024 * 1024

function qemuWith(answers: Record<string, unknown> = {}) {
  return new SimulatedQemu({
    'query-balloon': { actual: 512 * MiB },
    'query-memory-size-summary': { 'base-memory': 512 * MiB, 'plugged-memory': 0 },
    'qom-list': [],
    'qom-get': 0,
    'query-pci': [{ bus: 0, devices: [] }],
    balloon: {},
    ...answers,
  })
}

async function set(mib: number) {
  const field = await screen.findByRole('spinbutton')
  await userEvent.clear(field)
  await userEvent.type(field, `${mib}`)
  await userEvent.click(screen.getByRole('button', { name: 'Set' }))
}

test('a VM without a balloon is told what makes one', async () => {
  const none = new Refusal('No balloon device has been activated', 'DeviceNotActive')
  const { container } = renderPanel(balloon, qemuWith({ 'query-balloon': none }))
  await screen.findByText('This VM has no balloon device.')
  await waitFor(() => expect(container.textContent).toContain('-device virtio-balloon-pci'))
})

test('a new size is "asked" until the guest has come to it', async () => {
  const qemu = qemuWith()
  const { container, clock } = renderPanel(balloon, qemu)
  await set(400)
  expect(qemu.asked('balloon')).toEqual([{ value: 400 * MiB }])
  expect(await screen.findByText(/asked: 400 MiB/)).toBeTruthy()

  const guestComesTo = async (mib: number) => {
    qemu.answers['query-balloon'] = { actual: mib * MiB }
    act(() => {
      qemu.event('BALLOON_CHANGE', { actual: mib * MiB })
      clock.advance(100)
    })
    await screen.findByText(`${mib} MiB`)
  }
  await guestComesTo(452)
  expect(container.textContent).toContain('the guest has given back 60 of 112 MiB')
  await guestComesTo(400)
  expect(screen.queryByRole('status', { name: 'Balloon' })).toBeNull()
})

test.each([{ brief: false }, { brief: true }])(
  'Enter in the field sets what is possible: %o',
  async (options) => {
    const qemu = qemuWith()
    renderPanel(balloon, qemu, options)
    if (options.brief) await userEvent.click(await screen.findByRole('button', { name: 'Set…' }))
    const field = await screen.findByRole('spinbutton')
    for (const size of ['600', '400']) {
      await userEvent.clear(field)
      await userEvent.type(field, `${size}{Enter}`)
    }
    expect(qemu.asked('balloon')).toEqual([{ value: 400 * MiB }])
  },
)

test('a guest that does not move is said to lack a driver', async () => {
  const { clock } = renderPanel(balloon, qemuWith())
  await set(400)
  await screen.findByText(/asked: 400 MiB/)
  act(() => clock.advance(21_000))
  expect(screen.getByText(/virtio-balloon driver loaded/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Stop waiting' }))
  expect(screen.queryByRole('status', { name: 'Balloon' })).toBeNull()
})

test('less than guests survive is asked about first', async () => {
  const qemu = qemuWith()
  renderPanel(balloon, qemu)
  await set(32)
  const dialog = await screen.findByRole('alertdialog')
  expect(dialog.textContent).toContain('Leave web-01 only 32 MiB?')
  expect(qemu.asked('balloon')).toHaveLength(0)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Set' }))
  expect(qemu.asked('balloon')).toEqual([{ value: 32 * MiB }])
})

test('more than the VM has is not sent', async () => {
  const qemu = qemuWith()
  renderPanel(balloon, qemu)
  await set(600)
  expect(qemu.asked('balloon')).toHaveLength(0)
  expect(screen.getByRole('button', { name: 'Set' }).getAttribute('aria-disabled')).toBe('true')
})

test('which sizes are possible stands under the field, both bounds, and describes it', async () => {
  renderPanel(balloon, qemuWith())
  const field = await screen.findByRole('spinbutton')
  const words = () => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
  expect(words()).toBe('A whole number from 1 to 512 MiB, the memory of the VM.')
  expect(field.getAttribute('aria-invalid')).toBeNull()
  for (const outside of ['600', '0', '1.5']) {
    await userEvent.clear(field)
    await userEvent.type(field, outside)
    expect(words()).toContain('from 1 to 512 MiB')
    expect(field.getAttribute('aria-invalid')).toBe('true')
  }
})

test('on the overview the size is set in a dialog', async () => {
  const qemu = qemuWith()
  renderPanel(balloon, qemu, { brief: true })
  await userEvent.click(await screen.findByRole('button', { name: 'Set…' }))
  await set(300)
  expect(qemu.asked('balloon')).toEqual([{ value: 300 * MiB }])
  expect(await screen.findByText(/asked: 300 MiB/)).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})
