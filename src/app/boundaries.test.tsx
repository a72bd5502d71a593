import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import type { ComponentType } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { renderApp } from './testing/render-app.tsx'

/** The components that crash in the present test. */
const crashing = vi.hoisted(() => new Set<string>())

vi.mock('#ui/confirm-act.tsx', (actual) => breakable(actual))
vi.mock('./vm-actions.tsx', (actual) => breakable(actual))
vi.mock('./log-dock.tsx', (actual) => breakable(actual))
vi.mock('./side.tsx', (actual) => breakable(actual))
vi.mock('./connection-status.tsx', (actual) => breakable(actual))
vi.mock('./row-name.tsx', (actual) => breakable(actual))

/** Each exported component of a module, but one that throws while its name is among the crashing. */
async function breakable(actual: () => Promise<unknown>) {
  const module = (await actual()) as Record<string, ComponentType<object>>
  return Object.fromEntries(
    Object.entries(module).map(([name, Actual]) => [
      name,
      (props: { listed?: { name: string } }) => {
        if (crashing.has(name) || crashing.has(`${name} ${props.listed?.name}`)) throw new Error('a bug')
        return <Actual {...props} />
      },
    ]),
  )
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterEach(() => {
  cleanup()
  crashing.clear()
  vi.restoreAllMocks()
})

function openVm() {
  renderApp({ 'web-01': new SimulatedQemu() }, { path: '/vm/web-01' })
}

async function expectUsable(): Promise<void> {
  expect(await screen.findByRole('heading', { name: 'Block devices' })).toBeTruthy()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('web-01')
}

test.each([
  ['VmActions', 'The toolbar'],
  ['LogDock', 'The event log'],
  ['Side', 'The list at the side'],
  ['ConnectionStatus', 'The connection status'],
])('a crash of %s takes nothing else down', async (name, words) => {
  crashing.add(name)
  openVm()
  expect(await screen.findByText(`${words} crashed. The VM is not affected.`)).toBeTruthy()
  await expectUsable()
})

test('a crash in a dialog takes the dialog down, and the toolbar still works', async () => {
  crashing.add('ConfirmAct')
  openVm()
  const toolbar = within(await screen.findByRole('toolbar', { name: 'VM actions' }))
  const reset = toolbar.getByRole('button', { name: 'Reset' })
  await waitFor(() => expect(reset.getAttribute('aria-disabled')).not.toBe('true'))
  act(() => reset.click())
  expect(await screen.findByText('This part of the page crashed. The VM is not affected.')).toBeTruthy()
  await expectUsable()
  act(() => toolbar.getByRole('button', { name: 'Pause' }).click())
  await waitFor(() =>
    expect(toolbar.getByRole('button', { name: 'Resume' }).getAttribute('aria-disabled')).not.toBe('true'),
  )
})

test('a crash in a row of the list leaves the other rows', async () => {
  crashing.add('RowName cursed')
  renderApp({ cursed: new SimulatedQemu(), 'web-01': new SimulatedQemu() })
  expect(await screen.findByText('The row of cursed crashed. The VM is not affected.')).toBeTruthy()
  const list = within(await screen.findByRole('list', { name: 'Virtual machines' }))
  expect(await list.findByRole('link', { name: 'web-01' })).toBeTruthy()
  expect(await list.findByText('running')).toBeTruthy()
})

test('what has crashed is shown again when it is asked for', async () => {
  crashing.add('LogDock')
  openVm()
  const words = await screen.findByText('The event log crashed. The VM is not affected.')
  crashing.clear()
  act(() => screen.getByRole('button', { name: 'Show it again' }).click())
  await waitFor(() => expect(words.isConnected).toBe(false))
})
