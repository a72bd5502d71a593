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

test.each(['json:{"driver": "nbd", "server.host": "h"}', 'json:{broken', 'json:null', 'json:7', 'json:'])(
  'what names no file is shown as it is: %s',
  (filename) => {
    expect(imagePath(filename)).toBe(filename)
  },
)

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

test('an image that only options describe goes by its node, else by its format', () => {
  const path = 'json:{"driver": "nbd", "server.host": "h"}'
  expect(imageName(path, { node: 'disk0', format: 'raw' })).toBe('disk0')
  expect(imageName(path, { format: 'raw' })).toBe('raw')
  expect(imageName('/srv/disk.qcow2', { node: 'disk0' })).toBe('disk.qcow2')
})
