import { expect, test } from 'vitest'
import { driveOptions } from './drive-options.ts'

const disk = { device: undefined, path: '/vm/disk.qcow2' }

test('a drive is found by its id', () => {
  const line = [
    'qemu',
    ...['-drive', 'file=/vm/a,,b.img,if=none,id=d0,aio=native,discard=unmap,werror=stop,rerror=report'],
    ...['-drive', 'file=/vm/other.img,if=none,id=d1,aio=threads'],
  ]
  expect(driveOptions(line, { device: 'd0', path: '/vm/a,b.img' })).toEqual({
    aio: 'native',
    discard: 'unmap',
    onWriteError: 'stop',
    onReadError: 'report',
  })
})

test.each([
  ['-drive', 'file=/vm/disk.qcow2,if=virtio,aio=io_uring'],
  ['--drive', 'file=/vm/disk.qcow2,file.locking=off,if=virtio,aio=io_uring'],
  ['-drive', 'file.filename=/vm/disk.qcow2,if=virtio,aio=io_uring'],
  ['-blockdev', 'driver=file,node-name=f,filename=/vm/disk.qcow2,aio=io_uring'],
  ['-blockdev', 'driver=qcow2,node-name=d,file.driver=file,file.filename=/vm/disk.qcow2,file.aio=io_uring'],
  [
    '-blockdev',
    '{"driver":"throttle","throttle-group":"g","file":{"driver":"qcow2","file":{"driver":"file","filename":"/vm/disk.qcow2","aio":"io_uring"}}}',
  ],
])('a disk is found by its file in %s %s', (option, value) => {
  expect(driveOptions(['qemu', option, value], disk).aio).toBe('io_uring')
})

test('nothing is said where two options of one file differ, and of another file', () => {
  const opened = (aio: string) => ['-blockdev', `driver=file,filename=/vm/disk.qcow2,aio=${aio}`]
  expect(driveOptions([...opened('native'), ...opened('threads')], disk).aio).toBeUndefined()
  expect(driveOptions(opened('native'), { device: undefined, path: '/vm/b.img' }).aio).toBeUndefined()
})

test.each(['{', 'null', '=', '__proto__.aio=native', ''])(
  'of what is no option, %j, nothing is said',
  (value) => {
    expect(Object.values(driveOptions(['-blockdev', value], disk)).join('')).toBe('')
  },
)

test('what the guest discards is kept by default, and named only where it is freed', () => {
  const discard = (value: string) =>
    driveOptions(['-drive', `file=/vm/disk.qcow2,discard=${value}`], disk).discard
  expect(['ignore', 'off', 'unmap', 'on'].map(discard)).toEqual([undefined, undefined, 'unmap', 'unmap'])
})
