import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { renderApp } from './testing/render-app.tsx'

afterEach(cleanup)

async function rows(count: number): Promise<HTMLElement[]> {
  const list = await screen.findByRole('list', { name: 'Virtual machines' })
  await waitFor(() => expect(within(list).getAllByRole('listitem')).toHaveLength(count))
  return within(list).getAllByRole('listitem')
}

async function press(vm: string, button: string): Promise<void> {
  const link = within(await screen.findByRole('list', { name: 'Virtual machines' })).getByRole('link', {
    name: vm,
  })
  const row = within(link.closest('li') as HTMLElement)
  const found = await row.findByRole('button', { name: button })
  act(() => found.click())
}

/** The states in the list, from the top, once they are these. */
async function expectStates(states: readonly string[]): Promise<void> {
  await waitFor(async () => {
    const shown = (await rows(states.length)).map((row) => row.querySelector('b')?.textContent)
    expect(shown).toEqual(states)
  })
}

test('VMs that need somebody come first, those that run later, those that nobody has opened last', async () => {
  renderApp(
    {
      unopened: new SimulatedQemu(),
      running: new SimulatedQemu(),
      paused: new SimulatedQemu({}, { scenario: 'paused' }),
      broken: new SimulatedQemu({ 'query-status': { running: false, status: 'io-error' } }),
    },
    { unopened: ['unopened'] },
  )
  await waitFor(async () => {
    const names = (await rows(4)).map((row) => within(row).getByRole('link').textContent)
    expect(names).toEqual(['broken', 'paused', 'running', 'unopened'])
  })
})

test('a VM whose link was lost comes before those that run, and offers to try again', async () => {
  const lost = new SimulatedQemu()
  renderApp({ running: new SimulatedQemu(), lost })
  await expectStates(['running', 'running'])
  act(() => lost.hangUp())
  await waitFor(async () => {
    const [first] = await rows(2)
    expect(first && within(first).getByRole('link').textContent).toBe('lost')
    expect(first && within(first).getByRole('button', { name: 'Try now' })).toBeTruthy()
  })
})

test('the button of a row sends the likely command, and becomes the next one', async () => {
  const paused = new SimulatedQemu({}, { scenario: 'paused' })
  renderApp({ paused })
  await expectStates(['paused'])
  await press('paused', 'Resume')
  await expectStates(['running'])
  expect(paused.asked('cont')).toHaveLength(1)
  await press('paused', 'Pause')
  await expectStates(['paused'])
})

test('what QEMU refuses is said in the row where it was asked', async () => {
  const paused = new SimulatedQemu({ cont: new Refusal('Not today') }, { scenario: 'paused' })
  renderApp({ paused, running: new SimulatedQemu() })
  await expectStates(['paused', 'running'])
  await press('paused', 'Resume')
  const list = within(await screen.findByRole('list', { name: 'Virtual machines' }))
  const words = await list.findByText(/Not today/)
  expect(words.closest('li')?.textContent).toContain('paused')
})

test('a read-only list says so, and its buttons say why they do nothing', async () => {
  const paused = new SimulatedQemu({}, { scenario: 'paused' })
  renderApp({ paused }, { role: 'viewer' })
  await expectStates(['paused'])
  const resume = await screen.findByRole('button', { name: 'Resume' })
  expect(resume.getAttribute('aria-disabled') ?? resume.hasAttribute('disabled')).toBeTruthy()
  act(() => resume.click())
  expect(paused.asked('cont')).toEqual([])
})

test('a row does not move away while somebody points at the list, and goes to its place after', async () => {
  const first = new SimulatedQemu()
  const second = new SimulatedQemu()
  renderApp({ first, second })
  await expectStates(['running', 'running'])
  const list = screen.getByRole('list', { name: 'Virtual machines' })
  fireEvent.pointerEnter(list)
  act(() => second.hangUp())
  await waitFor(async () => {
    const names = (await rows(2)).map((row) => within(row).getByRole('link').textContent)
    expect(names).toEqual(['first', 'second'])
    expect(list.textContent).toContain('Try now')
  })
  fireEvent.pointerLeave(list)
  await waitFor(async () => {
    const names = (await rows(2)).map((row) => within(row).getByRole('link').textContent)
    expect(names).toEqual(['second', 'first'])
  })
})

test('a VM that is off while its QEMU stays is offered a reset', async () => {
  renderApp({ off: new SimulatedQemu({}, { scenario: 'shutdown' }) })
  await expectStates(['shutdown'])
  await press('off', 'Reset')
  expect(await screen.findByRole('alertdialog', { name: /Reset/ })).toBeTruthy()
})
