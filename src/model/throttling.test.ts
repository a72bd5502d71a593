import { expect, test } from 'vitest'
import { throttlingOf } from './throttling.ts'

/** As `query-block` of QEMU 7.2 reports a device without limits of its own. */
const none = { bps: 0, bps_rd: 0, bps_wr: 0, iops: 0, iops_rd: 0, iops_wr: 0 }
/** As `qom-get` of `limits` answers for a throttle-group object of QEMU 7.2. */
const group = {
  ...{ 'bps-total': 0, 'bps-read': 0, 'bps-write': 0, 'iops-total': 500, 'iops-read': 0, 'iops-write': 0 },
  ...{ 'bps-total-max': 0, 'bps-read-max': 0, 'bps-write-max': 0, 'iops-size': 0 },
  ...{ 'iops-total-max': 0, 'iops-read-max': 0, 'iops-write-max': 0 },
  ...{ 'bps-total-max-length': 1, 'bps-read-max-length': 1, 'bps-write-max-length': 1 },
  ...{ 'iops-total-max-length': 1, 'iops-read-max-length': 1, 'iops-write-max-length': 1 },
}
const filter = { driver: 'throttle', throttleGroup: 'tg0' }
const nobody = () => undefined

test('own limits have their units, their bursts, and the group that shares them', () => {
  const inserted = {
    ...none,
    ...{ bps_rd: 1_048_576, bps_rd_max: 2_097_152, bps_rd_max_length: 1 },
    ...{ iops: 500, iops_max: 1000, iops_max_length: 60, iops_size: 4096, group: 'slow' },
  }
  expect(throttlingOf({ device: 'd0', inserted }, [], nobody)).toEqual([
    {
      limits: ['1 MiB/s read', 'burst 2 MiB/s', '500 IOPS', 'burst 1,000 IOPS for 60 s', 'counted in 4 KiB'],
      group: 'slow',
    },
  ])
})

test('a group that QEMU called as the device is no news', () => {
  const inserted = { ...none, iops: 500, group: 'd0' }
  expect(throttlingOf({ device: 'd0', inserted }, [], nobody)).toEqual([
    { limits: ['500 IOPS'], group: undefined },
  ])
})

test('a throttle filter limits as its group does', () => {
  expect(throttlingOf({ device: '', inserted: none }, [filter, filter], () => group)).toEqual([
    { limits: [], group: undefined },
    { limits: ['500 IOPS'], group: 'tg0' },
  ])
})

test('a group that has no limits has none, and one that nobody asked is unknown', () => {
  const idle = { ...group, 'iops-total': 0 }
  expect(throttlingOf({ inserted: none }, [filter], () => idle)[1]?.limits).toEqual([])
  expect(throttlingOf({ inserted: none }, [filter], nobody)[1]?.limits).toBeUndefined()
})

test('what an old QEMU does not report is unknown, and an empty drive has nothing to limit', () => {
  expect(throttlingOf({ inserted: { file: 'a.img' } }, [], nobody)).toEqual([
    { limits: undefined, group: undefined },
  ])
  expect(throttlingOf({}, [], nobody)).toEqual([])
})
