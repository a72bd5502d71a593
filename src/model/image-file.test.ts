import { expect, test } from 'vitest'
import { baseName, imageName, imagePath } from './image-file.ts'

test('a plain path is its own', () => {
  expect(imagePath('/srv/vm/disk.qcow2')).toBe('/srv/vm/disk.qcow2')
})

test('the file is found in the options that QEMU prints as json:', () => {
  const nested =
    'json:{"driver": "luks", "file": {"driver": "file", "filename": "/srv/l.luks"}, "key-secret": "s"}'
  expect(imagePath(nested)).toBe('/srv/l.luks')
  expect(imagePath('json:{"driver":"raw","file.filename":"a.img"}')).toBe('a.img')
})

test.each(['json:{"driver": "nbd"}', 'json:{broken', 'json:null', 'json:7', 'json:'])(
  'what names no file is shown as it is: %s',
  (filename) => {
    expect(imagePath(filename)).toBe(filename)
  },
)

test.each([
  ['{"driver": "raw", "file": {"driver": "null-co", "size": 65536}}', 'null-co://'],
  [
    '{"driver": "nbd", "server": {"type": "inet", "host": "h", "port": "10810"}, "export": "d"}',
    'nbd://h:10810/d',
  ],
  [
    '{"driver": "raw", "file": {"driver": "nbd", "server.path": "/run/n", "server.type": "unix"}}',
    'nbd+unix:///?socket=/run/n',
  ],
  ['{"driver": "rbd", "pool": "p", "image": "i", "server.0.host": "h"}', 'rbd:p/i'],
  ['{"driver": "https", "url": "https://h/a.iso", "readahead": 65536}', 'https://h/a.iso'],
])('an image without a file, %s, goes by its address: %s', (options, address) => {
  expect(imagePath(`json:${options}`)).toBe(address)
})

// QEMU 7.2, for blkdebug below qcow2, blkverify, and blkdebug with rules below raw.
test.each([
  'blkdebug::/vm/disk.qcow2',
  'blkdebug:/etc/rules:/vm/disk.qcow2',
  'blkverify:/vm/copy.raw:/vm/disk.qcow2',
  'json:{"driver": "raw", "file": {"image": {"driver": "file", "filename": "/vm/disk.qcow2"}, "driver": "blkdebug", "inject-error.0.event": "write_aio"}}',
  'json:{"log": {"driver": "raw", "file": {"driver": "file", "filename": "/vm/log.raw"}}, "driver": "blklogwrites", "file": {"driver": "qcow2", "file": {"driver": "file", "filename": "/vm/disk.qcow2"}}}',
])('a filter is no part of the path: %s', (filename) => {
  expect(imagePath(filename)).toBe('/vm/disk.qcow2')
})

test('the base name of a URL without a path is all of it', () => {
  expect(baseName('/srv/vm/disk.qcow2')).toBe('disk.qcow2')
  expect(baseName('nbd://10.0.0.1/export')).toBe('export')
  expect(baseName('null-co://')).toBe('null-co://')
  expect(baseName('')).toBe('')
})

test.each([
  ['/srv/a</script>.qcow2', 'a</script>.qcow2'],
  ['rbd:pool/disk:conf=/etc/ceph.conf', 'rbd:pool/disk:conf=/etc/ceph.conf'],
  ['https://host/iso/debian.iso?from=/mirror/x', 'debian.iso'],
  ['file:/srv/disk.raw', 'disk.raw'],
  ['disk of 10:30.qcow2', 'disk of 10:30.qcow2'],
])('the name of %s is %s', (path, name) => {
  expect(baseName(path)).toBe(name)
})

test('an image that only options describe is named by its node, else by its format', () => {
  const path = 'json:{"driver": "some-driver"}'
  expect(imageName(path, { node: 'disk0', format: 'raw' })).toBe('disk0')
  expect(imageName(path, { format: 'raw' })).toBe('raw')
  expect(imageName('/srv/disk.qcow2', { node: 'disk0' })).toBe('disk.qcow2')
})
