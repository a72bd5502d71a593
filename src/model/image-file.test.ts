import { expect, test } from 'vitest'
import { baseName, imagePath } from './image-file.ts'

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
