import { expect, test } from 'vitest'
import { vmOfPath, vmPath } from './paths.ts'

test.each([
  [vmPath('web-01'), '/vm/web-01'],
  [vmPath('web-01', 'overview'), '/vm/web-01'],
  [vmPath('web-01', 'devices'), '/vm/web-01/devices'],
  [vmPath('web-01', 'overview', 'status'), '/vm/web-01/overview/status'],
  [vmPath('web-01', 'devices', 'pci'), '/vm/web-01/devices/pci'],
])('the path %s is %s: a panel has its group in front, the overview alone needs none', (path, expected) => {
  expect(path).toBe(expected)
  expect(vmOfPath(path)).toBe('web-01')
})

test.each(['/', '/vm/', '/vm/Not A Name/devices', '/vms/web-01'])('%s leads to no VM', (path) => {
  expect(vmOfPath(path)).toBeUndefined()
})
