import type { Action } from './action.ts'
import type { GuestMemory } from './guest-memory.ts'
import type { QomChild } from './qom.ts'
import { type Count, formatBytes } from './units.ts'

/** The balloon device among the devices of a machine; QEMU allows one. */
export function balloonDevice(devices: readonly QomChild[]): QomChild | undefined {
  return devices.find(({ type }) => type.startsWith('virtio-balloon'))
}

const MiB = 1024 * 1024

/** Below this hardly any system of today keeps running. */
const modest = 128 * MiB

/** How small a guest may be made, in bytes. */
export interface BalloonFloor {
  readonly bytes: number
  /** Why, as a sentence. */
  readonly why: string
}

/**
 * The size below which a guest begins to lose programs: by its own words what it cannot give up without swapping,
 * else a rule of thumb. `actual` is what the balloon leaves it now.
 */
export function balloonFloor(
  actual: Count,
  total: Count | undefined,
  guest: GuestMemory | undefined,
): BalloonFloor {
  if (guest?.available !== undefined) {
    const bytes = Math.max(0, Number(actual) - Number(guest.available))
    const [spare, left] = [formatBytes(guest.available), formatBytes(bytes)]
    return { bytes, why: `The guest reports that it can spare ${spare}, which leaves it ${left}.` }
  }
  const most = Number(total ?? actual)
  return {
    bytes: Math.min(Math.max(modest, most / 4), most / 2),
    why: 'This is very little compared with what the guest started with.',
  }
}

/**
 * Asks the guest to keep this much and give back the rest; it may take its time, or not do it at all. Below the floor it
 * may lose programs, which is asked about first.
 * @param vm the VM's name
 * @param now bytes that the guest has, or was asked to come to
 */
export function setBalloon(vm: string, bytes: number, now: number, floor: BalloonFloor): Action<'balloon'> {
  const confirmation = {
    question: `Leave ${vm} only ${formatBytes(bytes)}?`,
    sentence: floor.why,
    lost: ['Programs in the guest: without memory its kernel ends them, or panics.'],
  }
  return {
    name: 'Set',
    command: 'balloon',
    arguments: { value: bytes },
    does: 'Asks the guest to come to this size.',
    ...(bytes < floor.bytes && bytes < now && { icon: 'alert', confirmation }),
  }
}

/** How far the guest has come. */
export interface BalloonMove {
  readonly done: boolean
  /** What moved until now, and what was to move; bytes, never negative. */
  readonly moved: number
  readonly toMove: number
  readonly gives: boolean
}

/** The way from `from` to `to`, of which the guest is at `actual`. A guest deals in pages, so a little is left. */
export function balloonMove(from: Count, to: number, actual: Count): BalloonMove {
  const toMove = Math.abs(Number(from) - to)
  const moved = toMove - Math.abs(Number(actual) - to)
  return {
    done: Math.abs(Number(actual) - to) < MiB,
    moved: Math.min(toMove, Math.max(0, moved)),
    toMove,
    gives: to < Number(from),
  }
}
