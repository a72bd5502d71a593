import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { Refusal, SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { blockDevices } from './panel.ts'

afterEach(() => {
  cleanup()
})

const disk = {
  device: '',
  qdev: '/machine/peripheral/vda/virtio-backend',
  removable: false,
  'io-status': 'ok',
  inserted: {
    drv: 'qcow2',
    'node-name': 'disk0',
    file: '/srv/disk.qcow2',
    image: { filename: '/srv/disk.qcow2', 'virtual-size': 2 ** 34, 'actual-size': 2 ** 33 },
    iops: 500,
    cache: { writeback: true, direct: true, 'no-flush': false },
  },
}
const cd = {
  device: '',
  qdev: 'cd0',
  removable: true,
  locked: false,
  tray_open: false,
  inserted: {
    drv: 'raw',
    ro: true,
    file: '/iso/a.iso',
    image: { filename: '/iso/a.iso', 'virtual-size': 2 ** 20 },
  },
}
const countersOf = (readBytes: number) => [
  { qdev: disk.qdev, stats: { rd_bytes: readBytes, wr_bytes: 0, rd_operations: 10, wr_operations: 0 } },
]

function qemuWith(...devices: unknown[]) {
  return new SimulatedQemu({
    'query-block': devices,
    'query-blockstats': [],
    'qom-list': ({ path }: { path: string }) =>
      path === '/machine/peripheral' ? [{ name: 'vda', type: 'child<virtio-blk-pci>' }] : [],
    eject: {},
    'blockdev-change-medium': {},
    'blockdev-open-tray': {},
    'blockdev-close-tray': {},
  })
}

const rowOf = async (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) })

const detailsOf = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name, expanded: false }))
  return screen.findByRole('region', { name: `Details of ${name}` })
}

test('a disk shows its image and how it is used, and dashes for what QEMU does not report', async () => {
  renderPanel(blockDevices, qemuWith(disk))
  const row = await rowOf('vda virtio-blk-pci')
  expect(row.textContent).toContain('disk.qcow2 qcow2, 8 of 16 GiB, throttled')
  expect(within(row).getAllByText('–')).toHaveLength(5)
  expect(within(row).getAllByRole('button')).toHaveLength(1)
  const details = await detailsOf('vda')
  for (const fact of ['/srv/disk.qcow2', 'Limits500 IOPS', 'disk0', 'Cachenone'])
    expect(details.textContent).toContain(fact)
  await userEvent.click(screen.getByRole('button', { name: 'vda', expanded: true }))
  expect(screen.queryByRole('region')).toBeNull()
})

test('drives that no device of the guest uses are folded into a line, with no button', async () => {
  const unused = (device: string) => ({ device, removable: true, locked: false })
  renderPanel(blockDevices, qemuWith(disk, unused('sd0'), unused('none2')))
  await rowOf('vda')
  const line = await screen.findByText('2 unused drives')
  expect(line.closest('details')?.open).toBe(false)
  expect(line.closest('details')?.textContent).toMatch(/none2.*sd0/)
  expect(screen.queryByRole('button', { name: /^Insert/ })).toBeNull()
})

test('a long name is cut in the table, and whole in the details', async () => {
  const name = 'x'.repeat(300)
  renderPanel(blockDevices, qemuWith({ ...cd, qdev: name }))
  const button = await screen.findByRole('button', { name: /^x+…$/ })
  await userEvent.click(button)
  expect((await screen.findByRole('region')).textContent).toContain('Show all 300 characters')
})

test('an empty drive has no figures', async () => {
  renderPanel(blockDevices, qemuWith({ ...cd, inserted: undefined, 'io-status': 'ok' }))
  const cells = within(await rowOf('cd0')).getAllByRole('cell')
  expect(cells).toHaveLength(2)
})

test('counters become rates, and one that falls is a gap', async () => {
  const qemu = qemuWith(disk)
  qemu.answers['query-blockstats'] = countersOf(0)
  const { clock } = renderPanel(blockDevices, qemu)
  const cells = async () => within(await rowOf('vda')).getAllByRole('cell')
  const shows = (text: string) => waitFor(async () => expect((await cells())[2]?.textContent).toBe(text))

  await shows('Read–')
  await waitFor(() => expect(qemu.asked('query-blockstats')).toHaveLength(1))
  qemu.answers['query-blockstats'] = countersOf(20_000_000)
  act(() => clock.advance(2000))
  await waitFor(async () => expect((await cells())[2]?.textContent).toMatch(/^Read(9\.\d|10) MiB\/s$/))
  expect((await cells())[3]?.textContent).toBe('Write0')
  qemu.answers['query-blockstats'] = countersOf(5)
  act(() => clock.advance(2000))
  await shows('Read–')
})

test('a device that QEMU stopped for says so in QEMU’s word', async () => {
  renderPanel(blockDevices, qemuWith({ ...disk, 'io-status': 'nospace' }))
  const row = await rowOf('vda')
  expect(row.className).toContain('bad')
  expect(row.textContent).toContain('nospace')
})

test('Eject takes the medium out, and the drive then says that it is empty', async () => {
  const qemu = qemuWith(cd)
  const { clock } = renderPanel(blockDevices, qemu)
  await userEvent.click(await within(await rowOf('cd0')).findByRole('button', { name: 'Eject from cd0' }))
  expect(qemu.asked('eject')).toEqual([{ id: 'cd0' }])
  qemu.answers['query-block'] = [{ ...cd, inserted: undefined, tray_open: true }]
  act(() => clock.advance(100))
  expect(await screen.findByText('tray open, no medium')).toBeTruthy()
})

test('a medium that the guest holds is taken by force only after a confirmation', async () => {
  const qemu = qemuWith({ ...cd, locked: true })
  qemu.answers['eject'] = ({ force }: { force?: boolean }) =>
    force ? {} : new Refusal("Device 'cd0' is locked and force was not specified")
  renderPanel(blockDevices, qemu)
  await userEvent.click(await within(await rowOf('cd0')).findByRole('button', { name: 'Eject from cd0' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain("Device 'cd0' is locked")
  expect(alert.textContent).toContain('GenericError')
  await userEvent.click(within(alert).getByRole('button', { name: 'Eject by force…' }))
  const dialog = await screen.findByRole('alertdialog')
  expect(dialog.textContent).toContain('Eject a.iso from cd0 of web-01?')
  expect(qemu.asked('eject')).toHaveLength(1)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Eject by force' }))
  expect(qemu.asked('eject').at(-1)).toEqual({ id: 'cd0', force: true })
})

test('a file that QEMU cannot open is refused in the dialog, in QEMU’s words', async () => {
  const qemu = qemuWith({ ...cd, inserted: undefined })
  qemu.answers['blockdev-change-medium'] = new Refusal("Could not open '/nowhere': No such file")
  renderPanel(blockDevices, qemu)
  await userEvent.click(await within(await rowOf('cd0')).findByRole('button', { name: 'Insert… into cd0' }))
  const dialog = await screen.findByRole('dialog')
  await userEvent.type(within(dialog).getByRole('textbox', { name: 'File' }), '/nowhere')
  await userEvent.click(within(dialog).getByRole('button', { name: 'raw' }))
  await userEvent.click(within(dialog).getByRole('button', { name: 'Insert' }))
  expect((await within(dialog).findByRole('alert')).textContent).toContain("Could not open '/nowhere'")
  expect(qemu.asked('blockdev-change-medium')).toEqual([{ id: 'cd0', filename: '/nowhere', format: 'raw' }])
})

test('C-12: a QEMU that can neither swap media nor move trays says which QEMUs can', async () => {
  const lacks = ['blockdev-change-medium', 'change', 'blockdev-open-tray', 'blockdev-close-tray']
  const qemu = new SimulatedQemu({ 'query-block': [cd], 'query-blockstats': [] }, { lacks })
  renderPanel(blockDevices, qemu)
  await rowOf('cd0')
  for (const [name, missing] of Object.entries({
    'Change… in cd0': 'neither blockdev-change-medium (QEMU 2.5 and newer) nor change (before QEMU 6.0).',
    'Open tray of cd0': 'no blockdev-open-tray (QEMU 2.5 and newer).',
  })) {
    expect(screen.getByRole('button', { name, description: `This QEMU has ${missing}` })).toBeTruthy()
  }
})

test('before 2.5 a medium is changed by the command of that time', async () => {
  const old = { device: 'ide1-cd0', type: 'cdrom', removable: true, locked: false }
  const answers = { 'query-block': [old], 'query-blockstats': [], change: {} }
  const qemu = new SimulatedQemu(answers, { scenario: 'era-1.0' })
  renderPanel(blockDevices, qemu)
  await userEvent.click(await within(await rowOf('ide1-cd0')).findByRole('button', { name: /^Insert/ }))
  await userEvent.type(await screen.findByRole('textbox'), '/iso/b.iso{Enter}')
  expect(qemu.asked('change')).toEqual([{ device: 'ide1-cd0', target: '/iso/b.iso' }])
})

test('a token that may only look gets buttons that say so', async () => {
  const qemu = qemuWith(cd)
  renderPanel(blockDevices, qemu, { role: 'viewer' })
  const eject = await within(await rowOf('cd0')).findByRole('button', { name: 'Eject from cd0' })
  expect(eject.getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(eject)
  expect(qemu.asked('eject')).toEqual([])
})

test('a VM without block devices says what would make one', async () => {
  renderPanel(blockDevices, qemuWith())
  expect((await screen.findByText('This VM has no disks or drives.')).parentElement?.textContent).toContain(
    '-drive',
  )
})
