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

  test('an encrypted image is reported as encrypted', () => {
    const child = image('disk', { encrypted: true })
    expect(imageChain(below(driver, {}, child)).image.encrypted).toBe(true)
    expect(imageChain(below(driver, {})).image.encrypted).toBe(false)
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
    encrypted: undefined,
  })
})

test('where nothing describes what is below a filter, the format is unknown', () => {
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

/** One node as QEMU 7.2 answers `query-block` for it. */
const alone = (drv: string, filename: string, more: object = {}) =>
  imageChain({
    drv,
    file: filename,
    'node-name': 't',
    backing_file_depth: 0,
    encrypted: false,
    image: { filename, format: drv, 'virtual-size': 1048576, 'actual-size': 262144, ...more },
  })
const json = (node: object) => `json:${JSON.stringify(node)}`
const file = { driver: 'file', filename: '/vm/a.img' }

describe('a layer below the format is seen', () => {
  test('a throttle filter limits there, too', () => {
    const chain = alone(
      'qcow2',
      json({ driver: 'qcow2', file: { driver: 'throttle', 'throttle-group': 'tg0', file } }),
    )
    expect(chain).toMatchObject({
      filters: [{ driver: 'throttle', throttleGroup: 'tg0' }],
      image: { name: 'a.img', format: 'qcow2' },
    })
  })

  test('blkdebug, which QEMU writes in front of the file name', () => {
    expect(alone('qcow2', 'blkdebug::/vm/a.img')).toMatchObject({
      filters: [{ driver: 'blkdebug' }],
      image: { name: 'a.img', path: '/vm/a.img', format: 'qcow2' },
    })
  })

  test('luks encrypts a raw image, of which QEMU itself says that it is not encrypted', () => {
    expect(
      alone('raw', json({ driver: 'raw', file: { driver: 'luks', file, 'key-secret': 's' } })).image,
    ).toMatchObject({
      name: 'a.img',
      format: 'luks',
      encrypted: true,
    })
  })

  test('a raw node may be a window to a part of a file, and to another format', () => {
    const raw = { driver: 'raw', offset: 1048576, size: 1048576 }
    expect(alone('raw', json({ ...raw, file })).image).toMatchObject({ format: 'raw', offset: 1048576 })
    expect(alone('raw', json({ ...raw, file: { driver: 'qcow2', file } })).image.format).toBe('qcow2')
  })
})

test('a quorum names all images that it keeps equal', () => {
  const child = (name: string) => ({ driver: 'raw', file: { driver: 'file', filename: `/vm/${name}.raw` } })
  const quorum = { driver: 'quorum', 'vote-threshold': 2, children: ['a', 'b', 'c'].map(child) }
  expect(alone('quorum', json(quorum))).toMatchObject({
    filters: [{ driver: 'quorum' }],
    image: {
      name: 'a.raw, b.raw, c.raw',
      path: '/vm/a.raw\n/vm/b.raw\n/vm/c.raw',
      format: 'raw',
      actualSize: 262144,
    },
  })
})

test('what snapshot-access shows is the size of the image below, whose format QEMU does not say', () => {
  expect(alone('snapshot-access', '/vm/disk.qcow2')).toMatchObject({
    filters: [{ driver: 'snapshot-access' }],
    image: { name: 'disk.qcow2', format: undefined, virtualSize: 1048576, encrypted: undefined },
  })
})

test('a filter that a commit places between two backing images is none of the device', () => {
  const commit = image('mid', {
    format: 'commit_top',
    'backing-image': image('mid', { 'backing-image': image('base') }),
  })
  const inserted = {
    drv: 'qcow2',
    file: '/vm/disk.qcow2',
    backing_file_depth: 3,
    image: image('disk', { 'backing-image': commit }),
  }
  expect(imageChain(inserted)).toMatchObject({
    filters: [],
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
    ['raw', 'json:{"driver": "raw", "file": {"driver": "null-co", "size": 65536}}'],
    ['null-co', 'json:{"driver": "null-co", "size": 65536}'],
    ['raw', 'json:{"driver": "raw", "file": {"driver": "host_device", "filename": "/dev/sda"}}'],
  ])('is unknown where QEMU answers 0 for %s on %s', (drv, filename) => {
    expect(size(drv, filename, 0)).toBeUndefined()
  })

  test.each([-1, 2n ** 64n - 1n, -95])('is unknown where QEMU says %s', (actual) => {
    expect(size('qcow2', '/vm/a.qcow2', actual)).toBeUndefined()
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
