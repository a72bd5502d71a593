import { idContainers } from '#model/qom.ts'
import type { ReadName } from '#qapi/types.ts'

/** How old an answer on screen may be, in ms; or that it changes with the devices of the VM, and with them only. */
export type Age = number | 'devices'

/** What other monitors change is on screen within five seconds, the answer included. */
const soon = 4000

/**
 * What changes although no event tells of it, and how old it may be for that reason. Other answers are asked again when
 * an event or a command makes them old. All intervals of the page are in this file.
 */
const byCommand: Readonly<Partial<Record<ReadName, Age>>> = {
  // Counters that become rates.
  'query-blockstats': 2000,
  // block_resize, block_set_io_throttle, blockdev-snapshot-sync, and what the guest has written.
  'query-block': soon,
  'query-named-block-nodes': soon,
  // device_add, and what firmware and guest set up.
  'query-pci': soon,
  // Clients that come to a socket or leave it; chardev-add.
  'query-chardev': soon,
  // change-vnc-password, display-update.
  'query-vnc-servers': soon,
  'query-vnc': soon,
  'query-spice': soon,
  // object-add.
  'query-memdev': soon,
  'query-cpus-fast': 'devices',
  // Stops each vCPU for a moment.
  'query-cpus': 'devices',
  'query-hotpluggable-cpus': 'devices',
  'query-memory-devices': 'devices',
  'query-memory-size-summary': 'devices',
  'query-balloon': 'devices',
  'query-rx-filter': 'devices',
}

/** How often the devices are looked for that make answers of `devices` old. */
export const devicesMayBeOld = soon
/** Where a QEMU cannot list its devices, those answers are asked themselves. */
export const withoutDevices = 5000

const displays: ReadonlySet<ReadName> = new Set(['query-vnc-servers', 'query-spice'])

/** What QEMU's process uses, nothing tells. */
export const processMayBeOld = { cpuTime: 3000, residentMemory: 10_000 } as const

/** The list of VMs, while the bridge cannot tell of changes. */
export const listMayBeOld = 3000

/** At least so long between two questions, whatever makes the answer old: each makes QEMU send the next event (V-09). */
export const leastBetween: Readonly<Partial<Record<ReadName, number>>> = { 'query-rx-filter': 5000 }

/** Firmware and guest go on for some time after these, and change what they find. */
export const goesOnAfter: Readonly<Record<string, number>> = { RESET: 5000, RESUME: 5000, WAKEUP: 5000 }

/** Undefined for what events and commands tell of. */
export function mayBeOld(command: ReadName, args: unknown, answer: unknown): Age | undefined {
  if (command === 'qom-list') return isIdContainer(args) ? soon : undefined
  // qom-set of a throttle group by another monitor.
  if (command === 'qom-get') return propertyOf(args) === 'limits' ? soon : undefined
  // Without the capability `events`, a migration is not told of; while one runs, it is watched.
  if (command === 'query-migrate') return statusOf(answer) === 'active' ? 1000 : soon
  // A server that QEMU was not started with, it does not get later.
  if (displays.has(command) && isNone(answer)) return undefined
  return byCommand[command]
}

/**
 * How old a refusal on screen may be. QEMU stands by it until an event or a new state says otherwise; but before a VM
 * has begun, no event tells that the machine is complete (x-exit-preconfig), nor does its state.
 * @param state what `query-status` says, as far as it is known
 */
export function refusalMayBeOld(state: string | undefined): number | undefined {
  return state === 'running' || state === 'paused' ? undefined : soon
}

/** No display of the kind: an empty list of servers, or one that is not enabled. */
function isNone(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.length === 0
  return (answer as { enabled?: unknown } | undefined)?.enabled === false
}

function isIdContainer(args: unknown): boolean {
  const { path } = (args ?? {}) as { path?: unknown }
  return idContainers.some((container) => container === path)
}

function statusOf(answer: unknown): unknown {
  return (answer as { status?: unknown } | undefined)?.status
}

function propertyOf(args: unknown): unknown {
  return (args as { property?: unknown } | undefined)?.property
}
