import { act, cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { memory } from './panel.ts'

afterEach(cleanup)

const MiB = 1024 * 1024

function qemuWith(devices: unknown[], values: Record<string, unknown> = {}) {
  return new SimulatedQemu({
    'query-memory-size-summary': { 'base-memory': 512 * MiB, 'plugged-memory': 64 * MiB },
    'query-memory-devices': [{ type: 'dimm', data: { id: 'dimm1', size: 64 * MiB, slot: 0 } }],
    'query-memdev': [{ id: 'pc.ram', size: 512 * MiB, merge: true }],
    'qom-list': ({ path }: { path: string }) => (path === '/machine/peripheral' ? devices : []),
    'qom-get': ({ property }: { property: string }) => values[property],
    'qom-set': {},
    'query-pci': [{ bus: 0, devices: [] }],
  })
}

const balloon = { name: 'balloon0', type: 'child<virtio-balloon-pci>' }

test('size, what is plugged in and where it comes from are told', async () => {
  renderPanel(memory, qemuWith([]))
  await screen.findByText('576 MiB')
  expect(screen.getByText('64 MiB of it plugged in')).toBeTruthy()
  expect((await screen.findByRole('row', { name: /^dimm1/ })).textContent).toContain('64 MiB')
  expect((await screen.findByRole('row', { name: /^pc.ram/ })).textContent).toContain('merge')
})

test('without a balloon it says what would tell how much the guest uses', async () => {
  const { container } = renderPanel(memory, qemuWith([]))
  await screen.findByText('Guest memory use is not known.')
  await waitFor(() => expect(container.textContent).toContain('-device virtio-balloon-pci'))
})

test('with a balloon the guest is asked once somebody wants it, and then its figures show', async () => {
  const values: Record<string, unknown> = { 'guest-stats-polling-interval': 0 }
  const qemu = qemuWith([balloon], values)
  const { clock } = renderPanel(memory, qemu)
  await userEvent.click(await screen.findByRole('button', { name: 'Poll every 5 s' }))
  const path = '/machine/peripheral/balloon0'
  expect(qemu.asked('qom-set')).toEqual([{ path, property: 'guest-stats-polling-interval', value: 5 }])
  values['guest-stats-polling-interval'] = 5
  values['guest-stats'] = {
    'last-update': 1000,
    stats: { 'stat-total-memory': 500 * MiB, 'stat-available-memory': 182 * MiB, 'stat-free-memory': -1 },
  }
  act(() => clock.advance(100))
  expect(await screen.findAllByText('318 MiB')).toHaveLength(2)
  expect(screen.getByText('guest, of 500 MiB')).toBeTruthy()
})

const slots = { memory: { size: 512 * MiB, slots: 4, 'max-size': 2048 * MiB }, type: 'pc-q35-7.2-machine' }

function qemuWithoutDimm(values: Record<string, unknown>) {
  const qemu = qemuWith([], values)
  qemu.answers['query-memory-devices'] = []
  return qemu
}

test.each([
  [slots, 'No DIMM is plugged in. 4 slots are free, for up to 2 GiB of memory in all.'],
  [{ ...slots, memory: { size: 512 * MiB } }, 'No DIMM is plugged in, and there is no slot for one.'],
])('whether a DIMM could be plugged in is what this machine says of its slots', async (values, words) => {
  renderPanel(memory, qemuWithoutDimm(values))
  expect(await screen.findByText(words)).toBeTruthy()
})

test('of a machine that takes no DIMM, no slot is told', async () => {
  renderPanel(memory, qemuWithoutDimm({ ...slots, type: 'raspi3b-machine' }))
  await screen.findByRole('row', { name: /^pc.ram/ })
  expect(screen.queryByText(/DIMM/)).toBeNull()
})
