import type { Timers } from '../timers.ts'
import type { Display } from './display.ts'
import type { Machine } from './machine.ts'
import type { Network } from './network.ts'

const shortestMs = 10_000
const longestMs = 30_000

/** What happens to a VM by itself, every 10 to 30 seconds while it runs: nothing that anyone would have to mind. */
export function liveOn(
  machine: Machine,
  parts: { network: Network; display: Display },
  timers: Timers,
  random: () => number,
): void {
  const happenings = [
    () => parts.network.filterChanged(),
    () => parts.display.toggleViewer(49_152 + Math.floor(random() * 16_384)),
    () => {
      const offset = Math.floor(random() * 5) - 2
      machine.events.emit('RTC_CHANGE', { offset, 'qom-path': '/machine/unattached/device[9]' })
    },
  ]
  const next = () => {
    timers.after(shortestMs + random() * (longestMs - shortestMs), () => {
      if (machine.running) happenings[Math.floor(random() * happenings.length)]?.()
      next()
    })
  }
  next()
}
