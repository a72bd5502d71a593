import { expect, test } from 'vitest'
import type { Vm } from '#api/types.ts'
import { Unreachable } from '#qmp/errors.ts'
import { linkAdvice, obstacleBehind } from './link-advice.ts'

const option = '-qmp unix:/run/vm.qmp,server=on,wait=off'
const found: Vm = { id: 'vm', name: 'vm', source: 'discovered', role: 'operator', viewers: 0, state: 'busy' }
const held = new Unreachable({ cause: 'silent', reason: 'Held by libvirt: Start QEMU with -qm…' })
const none = new Unreachable({ cause: 'unreachable', reason: 'This QEMU has no QMP socket. Start it wi…' })
const away = new Unreachable({ cause: 'unavailable', reason: 'The dashboard is stopping.' })

test('what the dashboard knows to be in the way is told whole, and its way out is the one to copy', () => {
  const vm = { ...found, detail: `Held by libvirt: Start QEMU with ${option} as well.` }
  const obstacle = obstacleBehind(held, vm)
  expect(obstacle).toBe(vm.detail)
  expect(linkAdvice(held, 'unix:/a', obstacle)).toEqual({
    words: 'This page connects as soon as that client disconnects.',
    option,
  })
})

test('nobody is sent to look for a QEMU that runs without a socket', () => {
  const vm = { ...found, state: 'unreachable', detail: `No QMP socket. Start it with ${option}.` } as const
  expect(linkAdvice(none, undefined, obstacleBehind(none, vm))).toEqual({ words: '', option })
  expect(linkAdvice(none, undefined, 'It belongs to another user.')).toEqual({ words: '' })
})

test('an obstacle explains neither a dashboard that is away nor a VM that somebody gave to it', () => {
  const vm = { ...found, detail: 'Held by libvirt.' }
  expect(obstacleBehind(away, vm)).toBeUndefined()
  expect(obstacleBehind(held, { ...vm, source: 'argument' })).toBeUndefined()
  expect(obstacleBehind(held, undefined)).toBeUndefined()
})
