import { describe, expect, test } from 'vitest'
import { imageChain } from './image-chain.ts'

/** As QEMU 7.2 describes base.qcow2 ← mid.qcow2 ← disk.qcow2. */
const image = (name: string, more: object = {}) => ({
  filename: `/vm/${name}.qcow2`,
  format: 'qcow2',
  'virtual-size': 67108864,
  'actual-size': 200704,
  ...more,
})
const chain = image('disk', { 'backing-image': image('mid', { 'backing-image': image('base') }) })
const options = { driver: 'qcow2', file: { driver: 'file', filename: '/vm/disk.qcow2' } }

/** A filter node above the chain, as QEMU 7.2 answers `query-block`: the child stands where a backing image would. */
const below = (driver: string, filterOptions: object, child: object = chain) => ({
  drv: driver,
  'node-name': 'filter0',
  backing_file_depth: 3,
  encrypted: false,
  file: `json:${JSON.stringify({ driver, ...filterOptions, file: options })}`,
  image: {
    filename: `json:${JSON.stringify({ driver, ...filterOptions, file: options })}`,
    format: driver,
    'virtual-size': 67108864,
    'actual-size': 200704,
    'backing-image': child,
  },
})

const filters = [
  ...['throttle', 'copy-on-read', 'copy-before-write', 'preallocate', 'compress', 'replication'],
  ...['blkdebug', 'blkverify', 'blklogwrites', 'blkreplay', 'mirror_top', 'commit_top', 'backup-top'],
]

describe.each(filters)('below the filter %s', (driver) => {
  test('is the image, with its own format, size and backing images', () => {
    expect(imageChain(below(driver, {}))).toMatchObject({
      filters: [{ driver }],
      image: {
        name: 'disk.qcow2',
        path: '/vm/disk.qcow2',
        format: 'qcow2',
        virtualSize: 67108864,
        actualSize: 200704,
      },
      backing: [{ name: 'mid.qcow2' }, { name: 'base.qcow2' }],
      backingDepth: 2,
    })
  })

  test('an encrypted image is seen', () => {
    const child = image('disk', { encrypted: true })
    expect(imageChain(below(driver, {}, child)).image.encrypted).toBe(true)
  })
})

test('a throttle filter names its group', () => {
  expect(imageChain(below('throttle', { 'throttle-group': 'tg0' })).filters).toEqual([
    { driver: 'throttle', throttleGroup: 'tg0' },
  ])
})

test('filters above filters are all passed', () => {
  const two = below('copy-on-read', {}, { ...below('throttle', { 'throttle-group': 'tg0' }).image })
  expect(imageChain({ ...two, backing_file_depth: 4 })).toMatchObject({
    filters: [{ driver: 'copy-on-read' }, { driver: 'throttle', throttleGroup: 'tg0' }],
    image: { format: 'qcow2' },
    backingDepth: 2,
  })
})

test('where QEMU does not describe what is below a filter, the options of the filter do', () => {
  const old = below('throttle', { 'throttle-group': 'tg0' })
  const { 'backing-image': _, ...alone } = old.image
  expect(imageChain({ ...old, backing_file_depth: 0, image: alone }).image).toMatchObject({
    name: 'disk.qcow2',
    format: 'qcow2',
    virtualSize: 67108864,
  })
})

test('where nothing tells what is below a filter, the format is unknown', () => {
  expect(imageChain({ drv: 'throttle', file: 'json:{', 'node-name': 'n' })).toMatchObject({
    image: { name: 'n', format: undefined, encrypted: undefined },
  })
})

test('a device without a filter has its image on top', () => {
  expect(
    imageChain({ drv: 'qcow2', file: '/vm/disk.qcow2', image: chain, backing_file_depth: 2 }),
  ).toMatchObject({
    filters: [],
    image: { name: 'disk.qcow2' },
    backing: [{ name: 'mid.qcow2' }, { name: 'base.qcow2' }],
    backingDepth: 2,
  })
})

describe('the space an image takes on the host', () => {
  const size = (drv: string, filename: string, actual: number | bigint) =>
    imageChain({ drv, file: filename, image: { filename, format: drv, 'actual-size': actual } }).image
      .actualSize

  test.each([
    ['qcow2', '/dev/loop0'],
    ['qcow2', '/vm/link-to-a-volume'],
    ['raw', '/dev/sda'],
    ['raw', 'null-co://'],
    ['host_device', '/dev/sda'],
    ['raw', 'nbd://host:10809'],
  ])('is unknown where QEMU says 0 of %s on %s', (drv, filename) => {
    expect(size(drv, filename, 0)).toBeUndefined()
  })

  test('is unknown where QEMU says a negative number', () => {
    expect(size('qcow2', '/vm/a.qcow2', -1)).toBeUndefined()
  })

  test('is 0 for a raw file that is all hole', () => {
    expect(size('raw', '/vm/a.img', 0)).toBe(0)
  })
})

test('with -snapshot the image is the one that was given, and what is written is discarded', () => {
  const filename =
    'json:{"backing": {"driver": "qcow2", "file": {"driver": "file", "filename": "u.qcow2"}}, "driver": "qcow2", "file": {"driver": "file", "filename": "/var/tmp/vl.HJQ5Y3"}}'
  const inserted = {
    drv: 'qcow2',
    file: filename,
    backing_file: 'u.qcow2',
    backing_file_depth: 1,
    image: { ...image('x'), filename, 'backing-image': { ...image('x'), filename: 'u.qcow2' } },
  }
  expect(imageChain(inserted)).toMatchObject({
    image: { name: 'u.qcow2', format: 'qcow2' },
    backing: [],
    backingDepth: 0,
    discardsWrites: true,
  })
})

test('an image that is called as QEMU calls temporary files is no snapshot without a backing image', () => {
  const filename = '/var/tmp/vl.HJQ5Y3'
  expect(imageChain({ drv: 'qcow2', file: filename, image: { ...image('x'), filename } })).toMatchObject({
    image: { path: filename },
    discardsWrites: false,
  })
})
