import { expect, test } from 'vitest'
import { blockDeviceDetails } from './block-device-details.ts'

const cache = (writeback: boolean, direct: boolean, noFlush: boolean) =>
  blockDeviceDetails({ inserted: { cache: { writeback, direct, 'no-flush': noFlush } } }).cache

test('a cache mode has the name it has on the command line', () => {
  expect(cache(true, false, false)).toBe('writeback')
  expect(cache(true, true, false)).toBe('none')
  expect(cache(true, false, true)).toBe('unsafe')
  expect(cache(false, false, false)).toBe('writethrough')
  expect(cache(false, true, false)).toBe('directsync')
})

test('a mixture without a name is told by its flags', () => {
  expect(cache(true, true, true)).toBe('writeback direct no-flush')
})

test('limits are told with their units, and the group that shares them', () => {
  const inserted = { bps: 0, bps_rd: 10_000_000, bps_wr: 0, iops: 500, iops_rd: 0, iops_wr: 0, group: 'slow' }
  expect(blockDeviceDetails({ inserted })).toMatchObject({
    limits: ['10 MB/s read', '500 IOPS'],
    throttleGroup: 'slow',
  })
})

test('what an old QEMU does not say is not known', () => {
  const nothing = { cache: undefined, limits: undefined, throttleGroup: undefined, detectZeroes: undefined }
  expect(blockDeviceDetails({})).toEqual(nothing)
  expect(blockDeviceDetails({ inserted: { file: 'a.img' } })).toEqual(nothing)
})
