import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { renderPanel } from '#query/testing/render-panel.tsx'
import { SimulatedQemu } from '#query/testing/simulated-qemu.ts'
import { blockDevices } from './panel.ts'

afterEach(cleanup)

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

function qemuWith(...devices: unknown[]) {
  return new SimulatedQemu({
    'query-block': devices,
    'query-blockstats': [],
    'qom-list': ({ path }: { path: string }) =>
      path === '/machine/peripheral' ? [{ name: 'vda', type: 'child<virtio-blk-pci>' }] : [],
    'qom-get': '',
  })
}

const rowOf = async (name: string) => screen.findByRole('row', { name: new RegExp(`^${name}`) })

const detailsOf = async (name: string) => {
  await userEvent.click(await screen.findByRole('button', { name, expanded: false }))
  return screen.findByRole('region', { name: `Details of ${name}` })
}

test('what is as usual is one sentence, and nothing is said of what QEMU does not report', async () => {
  const inserted = {
    ...disk.inserted,
    encrypted: false,
    iops: 0,
    cache: { writeback: true, direct: false, 'no-flush': false },
  }
  renderPanel(blockDevices, qemuWith({ ...disk, inserted }, cd))
  const details = await detailsOf('vda')
  expect(details.textContent).toContain('Not encrypted, no limits, cache mode writeback.')
  for (const name of ['Encryption', 'Limits', 'Cache', 'Filters'])
    expect(within(details).queryByText(name)).toBeNull()
  expect((await detailsOf('cd0')).textContent).not.toMatch(/limit|encrypt|cache/i)
})

const throttled = {
  ...disk,
  inserted: {
    drv: 'throttle',
    'node-name': 'disk0',
    ...{ bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 },
    image: {
      filename: 'json:{"throttle-group": "tg0", "driver": "throttle", "file": {"driver": "qcow2"}}',
      format: 'throttle',
      'backing-image': { filename: '/srv/disk.qcow2', format: 'qcow2', 'virtual-size': 2 ** 30 },
    },
  },
}

test('below a throttle filter the image is shown, and the limits of the group', async () => {
  const qemu = qemuWith(throttled)
  qemu.answers['qom-get'] = ({ path, property }: Record<string, string>) =>
    path === '/objects/tg0' && property === 'limits' ? { 'iops-total': 500, 'bps-total': 0 } : ''
  renderPanel(blockDevices, qemu)
  const row = await rowOf('vda virtio-blk-pci')
  await within(row).findByText('qcow2, 1 GiB, throttled')
  expect((await detailsOf('vda')).textContent).toContain('Limits500 IOPS (group tg0)')
})

test('a throttle group of which nothing is known is named, and never taken for none', async () => {
  renderPanel(blockDevices, qemuWith(throttled))
  const row = await rowOf('vda virtio-blk-pci')
  await within(row).findByText('qcow2, 1 GiB, in throttle group tg0')
  const details = await detailsOf('vda')
  expect(details.textContent).toContain('Limitsby group tg0')
  expect(details.textContent).not.toContain('no limits')
})

test('how a device was set up is asked once its details are open', async () => {
  const qemu = qemuWith(disk)
  const properties = ['serial', 'bootindex', 'werror', 'iothread', 'drive']
  const values: Record<string, unknown> = {
    ...{ serial: 'ABC', bootindex: -1, werror: 'report', iothread: '/objects/io0' },
  }
  qemu.answers['qom-list'] = ({ path }: { path: string }) =>
    path === disk.qdev ? properties.map((name) => ({ name, type: 'str' })) : []
  qemu.answers['qom-get'] = ({ property = '' }: Record<string, string>) => values[property]
  renderPanel(blockDevices, qemu)
  await rowOf('vda')
  expect(qemu.asked('qom-get')).toEqual([])
  const details = await detailsOf('vda')
  await within(details).findByText('ABC')
  for (const fact of ['On write errorreport', 'I/O threadio0']) expect(details.textContent).toContain(fact)
  expect(within(details).queryByText('Boot index')).toBeNull()
})

test('what only the command line says is told where it is known', async () => {
  const commandLine = [
    'qemu',
    '-drive',
    'file=/srv/disk.qcow2,if=virtio,aio=native,discard=unmap,werror=stop',
  ]
  renderPanel(blockDevices, qemuWith(disk), { process: { pid: 1, now: 1, threads: {}, commandLine } })
  const details = await detailsOf('vda')
  await within(details).findByText('native')
  for (const fact of ['Discard at startunmap', 'On write errorstop'])
    expect(details.textContent).toContain(fact)
})
