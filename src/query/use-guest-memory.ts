import { amount } from '#model/answer.ts'
import { balloonDevice } from '#model/balloon.ts'
import { type GuestMemory, guestMemory } from '#model/guest-memory.ts'
import { childrenOf, deviceContainers } from '#model/qom.ts'
import type { ActName } from '#qapi/types.ts'
import type { PanelVm } from './panel-vm.ts'
import type { Read } from './use-read.ts'

/** What is known of the guest's memory by its balloon driver. */
export interface GuestReport {
  /** QOM path of the balloon device; null where there is none, undefined until that is known. */
  device: string | null | undefined
  /** How often QEMU asks the guest, in seconds; 0 for never, undefined where that is not known. */
  interval: number | undefined
  /** Undefined until the guest has reported. */
  memory: GuestMemory | undefined
}

const containers = deviceContainers.map((path) => ({ path }))

/** Finds the balloon device and what its driver has reported. */
export function useGuestMemory<A extends ActName>(vm: PanelVm<'qom-list' | 'qom-get', A>): GuestReport {
  const lists = vm.useReads('qom-list', containers)
  const devices = deviceContainers.flatMap((path, index) => childrenOf(path, lists[index]?.data))
  const device = balloonDevice(devices)?.path
  const path = device ?? ''
  const interval = vm.useRead('qom-get', {
    args: { path, property: 'guest-stats-polling-interval' },
    when: device !== undefined,
  })
  const seconds = amount(interval.data)
  const isKnown = device === undefined ? lists.every(isAnswered) : isAnswered(interval)
  const stats = vm.useRead('qom-get', {
    args: { path, property: 'guest-stats' },
    when: device !== undefined && isKnown && seconds !== 0,
    // No event comes with a report, so it is looked at as often as QEMU asks the guest.
    every: (seconds ?? 10) * 1000,
  }).data
  const memory = guestMemory(stats)
  return {
    device: isKnown ? (device ?? null) : undefined,
    interval: seconds,
    memory: seconds !== 0 && memory.reportedAt !== undefined ? memory : undefined,
  }
}

/** A viewer may not read every property, so a refusal is an answer, too. */
function isAnswered({ data, error }: Read<unknown>): boolean {
  return data !== undefined || error !== undefined
}
