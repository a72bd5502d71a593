import { expect, test } from 'vitest'
import { childrenOf, idOfPath, pathOfQdev } from './qom.ts'

test('objects are distinguished from plain properties', () => {
  const properties = [
    { name: 'type', type: 'string' },
    { name: 'vda', type: 'child<virtio-blk-pci>' },
    { name: 'device[0]', type: 'child<e1000e>' },
    { name: 'bus', type: 'link<bus>' },
    { name: 'nameless' },
  ]
  expect(childrenOf('/machine/peripheral', properties)).toEqual([
    { path: '/machine/peripheral/vda', type: 'virtio-blk-pci' },
    { path: '/machine/peripheral/device[0]', type: 'e1000e' },
  ])
  expect(childrenOf('/machine/peripheral', undefined)).toEqual([])
})

test('only a device with a user-given ID has an ID', () => {
  expect(idOfPath('/machine/peripheral/vda')).toBe('vda')
  expect(idOfPath('/machine/peripheral/vda/virtio-backend')).toBe('vda')
  expect(idOfPath('/machine/peripheral-anon/device[0]')).toBeUndefined()
  expect(idOfPath('/machine/unattached/device[22]')).toBeUndefined()
})

test('an id and a virtio backend both lead to the device that the user named', () => {
  expect(pathOfQdev('cd0')).toBe('/machine/peripheral/cd0')
  expect(pathOfQdev('/machine/peripheral/vda/virtio-backend')).toBe('/machine/peripheral/vda')
})
