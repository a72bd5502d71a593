import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { commandLine } from './panel.ts'

afterEach(cleanup)

const args = ['/usr/bin/qemu-system-x86_64', '-m', '2G', '-S', '-object', 'secret,id=s0,data=***']
const running = { pid: 7, now: 1_000_000, threads: {}, commandLine: args }

function show(process: Parameters<typeof renderPanel>[2] & {}, brief = false) {
  return renderPanel(commandLine, new SimulatedQemu(), { ...process, brief })
}

test('each option has its row, is found by its words, and what is masked is said', async () => {
  const { container } = show({ process: running })
  await screen.findByText('secret,id=s0,data=***')
  expect(container.textContent).toContain('put them in again after copying')
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find an option' }), { target: { value: '2g' } })
  expect(screen.getByText('2G')).toBeTruthy()
  expect(screen.queryByText('secret,id=s0,data=***')).toBeNull()
})

test('what is not as it was at the last start is marked', async () => {
  const before = { pid: 5, commandLine: ['qemu-system-x86_64', '-m', '1G', '-S'] }
  show({ process: { ...running, previous: before } })
  const now = await screen.findByText('2G')
  expect(now.closest('dd')?.textContent).toContain('new since the last start')
  expect(screen.getByText('-S').closest('dt')?.nextElementSibling?.textContent).toBe('')
  expect(screen.getByText('No longer there since the last start')).toBeTruthy()
  expect(screen.getByText('1G')).toBeTruthy()
})

test('it is kept after the end of QEMU, with the time of that', async () => {
  const { container } = show({ process: { ...running, ended: 999_000 } }, true)
  expect(await screen.findByText('qemu-system-x86_64')).toBeTruthy()
  expect(container.textContent).toContain('3 options')
  expect(container.textContent).toContain('Of the QEMU that ended at')
})

test('who may not see it is told so, and who cannot, too', async () => {
  show({ process: { pid: 7, now: 1_000_000, threads: {} } })
  expect(await screen.findByText('Only operators see it.')).toBeTruthy()
  cleanup()
  show({})
  expect(await screen.findByText('The dashboard does not know QEMU’s process on this host.')).toBeTruthy()
})
