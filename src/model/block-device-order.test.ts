import { expect, test } from 'vitest'
import { inReadingOrder } from './block-device-order.ts'
import { blockDeviceRows } from './block-devices.ts'

test('disks come before drives, each by name, and what the guest has no device for comes last', () => {
  const rows = blockDeviceRows([
    { device: 'sd0', removable: true },
    { device: '', qdev: 'cd0', removable: true },
    { device: '', qdev: '/machine/peripheral/vdb/virtio-backend', removable: false },
    { device: '', qdev: '/machine/peripheral/vda/virtio-backend', removable: false },
  ])
  expect(inReadingOrder(rows).map(({ name }) => name)).toEqual(['vda', 'vdb', 'cd0', 'sd0'])
})
