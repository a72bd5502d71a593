import { expect, test } from 'vitest'
import { blockDeviceRows } from './block-devices.ts'
import { imagesNotGiven } from './start-again.ts'

const disk = (file: string, qdev = 'vda') => ({
  device: '',
  qdev,
  type: 'hd',
  inserted: { file, drv: 'qcow2' },
})
const args = [
  'qemu-system-x86_64',
  '-drive',
  'file=/vm/a,,b.qcow2,if=virtio',
  '-blockdev',
  '{"filename":"/vm/c.raw"}',
]

test('an overlay that the command line does not name is told with its disk', () => {
  const rows = blockDeviceRows([disk('/vm/overlay.qcow2')], undefined, [])
  expect(imagesNotGiven(args, rows)).toEqual([{ device: 'vda', path: '/vm/overlay.qcow2' }])
})

test('an image that it names, with its commas doubled or in JSON, is not told', () => {
  const rows = blockDeviceRows([disk('/vm/a,b.qcow2'), disk('/vm/c.raw', 'vdb')], undefined, [])
  expect(imagesNotGiven(args, rows)).toEqual([])
})

test('what is not a file, and an empty drive, are not told', () => {
  const drive = { device: 'cd0', qdev: 'cd0', type: 'cdrom', removable: true }
  const rows = blockDeviceRows(
    [disk('json:{"driver":"null-co"}'), disk('nbd://host/x', 'vdb'), drive],
    undefined,
    [],
  )
  expect(imagesNotGiven(args, rows)).toEqual([])
})
