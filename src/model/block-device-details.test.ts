import { expect, test } from 'vitest'
import { blockDeviceDetails, controllerOf, deviceSetup } from './block-device-details.ts'

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

test('what an old QEMU does not say is not known', () => {
  const nothing = { cache: undefined, detectZeroes: undefined }
  expect(blockDeviceDetails({})).toEqual(nothing)
  expect(blockDeviceDetails({ inserted: { file: 'a.img' } })).toEqual(nothing)
})

// As QEMU 7.2 answers for -device virtio-blk-pci,serial=SER,bootindex=1,werror=report,iothread=io0, and without these.
test('what was set for a device is told, and not what QEMU has by default', () => {
  const set = { serial: 'SER', bootindex: 1, werror: 'report', rerror: 'auto', iothread: '/objects/io0' }
  expect(deviceSetup(set)).toEqual({
    ...{ serial: 'SER', bootIndex: 1, onWriteError: 'report', onReadError: undefined, ioThread: 'io0' },
  })
  const usual = { serial: '', bootindex: -1, werror: 'auto', rerror: 'auto', iothread: '' }
  expect(Object.values(deviceSetup(usual)).filter((value) => value !== undefined)).toEqual([])
})

test('a SCSI disk is served by the thread of its controller', () => {
  const controller = controllerOf('/machine/peripheral/s/virtio-backend/s.0')
  expect(controller).toBe('/machine/peripheral/s/virtio-backend')
  expect(deviceSetup({ serial: '' }, { iothread: '/objects/io0' }).ioThread).toBe('io0')
  expect(controllerOf(undefined)).toBeUndefined()
})
