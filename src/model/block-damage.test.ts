import { expect, test } from 'vitest'
import { blockDamage } from './block-damage.ts'
import { blockDeviceRows } from './block-devices.ts'

const disk = (inserted: object | undefined, more: object = {}) => [
  {
    device: '',
    qdev: 'vda',
    removable: false,
    locked: false,
    type: 'unknown',
    ...(inserted && { inserted }),
    ...more,
  },
]

function shortsOf(blocks: Parameters<typeof blockDamage>[0], stats?: Parameters<typeof blockDeviceRows>[1]) {
  return blockDamage(blocks, blockDeviceRows(blocks, stats)).map(({ short }) => short)
}

test('a disk that is well has no trace of trouble', () => {
  const image = { 'format-specific': { type: 'qcow2', data: { corrupt: false } } }
  expect(shortsOf(disk({ 'node-name': 'd', drv: 'qcow2', file: '/a', image }))).toEqual([])
  expect(shortsOf(undefined)).toEqual([])
})

test('an image that is marked as corrupt is told, also below others', () => {
  const bad = { filename: '/base', 'format-specific': { type: 'qcow2', data: { corrupt: true } } }
  const image = { filename: '/top', 'format-specific': { data: { corrupt: false } }, 'backing-image': bad }
  expect(shortsOf(disk({ drv: 'qcow2', file: '/a', image: bad }))).toEqual(['image of vda corrupted'])
  const blocks = disk({ drv: 'qcow2', file: '/a', image })
  expect(blockDamage(blocks, blockDeviceRows(blocks))[0]?.sentence).toContain('/base')
})

test('a disk without an image is trouble; an empty drive, or one that no guest sees, is none', () => {
  expect(shortsOf(disk(undefined))).toEqual(['vda has no image'])
  expect(shortsOf(disk(undefined, { removable: true }))).toEqual([])
  expect(
    shortsOf([
      { device: 'old', removable: false, locked: false, type: 'unknown' },
      ...disk({ drv: 'raw', file: '/a' }),
    ]),
  ).toEqual([])
})

test('a bitmap that no backup can use is told', () => {
  const bitmaps = [{ name: 'b0', inconsistent: true }, { name: 'b1' }]
  expect(shortsOf(disk({ drv: 'qcow2', file: '/a', 'dirty-bitmaps': bitmaps }))).toEqual([
    'bitmap b0 unusable',
  ])
})

test('operations that failed are told, and more of them anew; discards are not', () => {
  const blocks = disk({ 'node-name': 'd', drv: 'raw', file: '/a' })
  const stats = (failed: number) => [
    { 'node-name': 'd', qdev: 'vda', stats: { failed_wr_operations: failed, failed_unmap_operations: 7 } },
  ]
  expect(shortsOf(blocks, stats(0))).toEqual([])
  expect(blockDamage(blocks, blockDeviceRows(blocks, stats(23)))).toMatchObject([
    { sentence: '23 operations on vda failed since QEMU started.', from: 23, times: undefined },
  ])
})
