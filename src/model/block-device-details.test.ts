import { describe, expect, test } from 'vitest'
import { blockDeviceDetails, cacheMode, controllerOf, deviceSetup } from './block-device-details.ts'

const flags = (writeback: boolean, direct: boolean, noFlush: boolean) => ({
  cache: { writeback, direct, 'no-flush': noFlush },
})
const cache = (...[writeback, direct, noFlush]: boolean[]) =>
  cacheMode(
    blockDeviceDetails({ inserted: flags(writeback === true, direct === true, noFlush === true) }),
    { path: '/vm/disk.qcow2', filters: [] },
    undefined,
  )

test('a cache mode has the name it has on the command line', () => {
  expect(cache(true, false, false)).toBe('writeback')
  expect(cache(true, true, false)).toBe('none')
  expect(cache(true, false, true)).toBe('unsafe')
  expect(cache(false, false, false)).toBe('writethrough')
  expect(cache(false, true, false)).toBe('directsync')
})

test('a combination without a name is described by its flags', () => {
  expect(cache(true, true, true)).toBe('writeback direct no-flush')
})

describe('below a throttle filter that was made without cache flags', () => {
  const top = blockDeviceDetails({ inserted: flags(true, false, false) })
  const medium = { path: '/vm/disk.qcow2', filters: [{ driver: 'throttle', throttleGroup: 'tg0' }] }
  // QEMU 7.2, with cache.direct=on for format and file.
  const named = 'json:{"driver": "throttle", "file": {"driver": "file", "filename": "/vm/disk.qcow2"}}'
  const nodes = [
    { 'node-name': 't', drv: 'throttle', file: named, ...flags(true, false, false) },
    { 'node-name': 'fm', drv: 'qcow2', file: '/vm/disk.qcow2', ...flags(true, true, false) },
    { 'node-name': '#block088', drv: 'file', file: '/vm/disk.qcow2', ...flags(true, true, false) },
    { 'node-name': 'else', drv: 'file', file: '/vm/else.raw', ...flags(true, false, false) },
  ]

  test('the node that opens the file has the cache mode', () => {
    expect(cacheMode(top, medium, nodes)).toBe('none')
  })

  test('the cache mode is unknown before QEMU has listed its nodes', () => {
    expect(cacheMode(top, medium, undefined)).toBeUndefined()
  })

  test('the cache mode is unknown where two nodes have opened the file in two ways', () => {
    const other = { drv: 'file', file: '/vm/disk.qcow2', ...flags(true, false, false) }
    expect(cacheMode(top, medium, [...nodes, other])).toBeUndefined()
  })
})

test('what an old QEMU does not report is unknown', () => {
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
