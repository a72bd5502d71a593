import { expect, it } from 'vitest'
import { balloonDevice, balloonFloor, balloonMove, setBalloon } from './balloon.ts'
import { guestMemory } from './guest-memory.ts'

const MiB = 1024 * 1024

it('finds the balloon by its type', () => {
  const balloon = { path: '/machine/peripheral/balloon0', type: 'virtio-balloon-pci' }
  expect(balloonDevice([{ path: '/machine/unattached/device[0]', type: 'ICH9-LPC' }, balloon])).toBe(balloon)
  expect(balloonDevice([])).toBeUndefined()
})

it('warns where the guest would have to give up more than it has available', () => {
  const guest = guestMemory({
    'last-update': 1,
    stats: { 'stat-total-memory': 500 * MiB, 'stat-available-memory': 300 * MiB },
  })
  expect(balloonFloor(512 * MiB, 512 * MiB, guest).bytes).toBe(212 * MiB)
})

it('warns below half of the memory for a guest that reports nothing', () => {
  const floorOf = (total: number) => balloonFloor(total * MiB, total * MiB, undefined).bytes / MiB
  expect(floorOf(4096)).toBe(1024)
  expect(floorOf(256)).toBe(128)
  expect(floorOf(128)).toBe(64)
})

it('reports the progress of growing and of shrinking', () => {
  expect(balloonMove(512 * MiB, 400 * MiB, 452 * MiB)).toEqual({
    done: false,
    moved: 60 * MiB,
    toMove: 112 * MiB,
    gives: true,
  })
  expect(balloonMove(400 * MiB, 512 * MiB, 512 * MiB)).toMatchObject({ done: true, gives: false })
})

it('never counts backwards when another client moves it, too', () => {
  expect(balloonMove(400 * MiB, 300 * MiB, 500 * MiB).moved).toBe(0)
})

it('sends bytes', () => {
  const floor = { bytes: 128 * MiB, why: '' }
  expect(setBalloon('vm', 192 * MiB, 512 * MiB, floor)).toMatchObject({
    command: 'balloon',
    arguments: { value: 201326592 },
  })
})
