import type { Return } from '#qapi/types.ts'
import { amount, count, type Partially, text } from './answer.ts'
import type { Count } from './units.ts'

/** Room for DIMMs, as `-m size,slots=,maxmem=` gave it. */
export interface MemorySlots {
  readonly free: number
  /** How large all memory may become, in bytes. */
  readonly max: Count | undefined
}

/** Machines of which QEMU's manual says that they take DIMMs; others accept `slots=` and refuse the DIMM later. */
const takesDimms = /^(pc-(i440fx|q35)-|pseries-|virt(-|$))/

/**
 * The free slots of this machine.
 *
 * @param machine what `qom-get` answers for `memory` of `/machine` (7.1)
 * @param type what it answers for its `type`
 * @param summary `query-memory-size-summary`, without `plugged-memory` where this QEMU has no memory devices
 * @param used slots that memory devices take
 * @returns undefined where the machine takes no DIMM, or QEMU does not tell
 */
export function memorySlots(
  machine: unknown,
  type: unknown,
  summary: Partially<Return<'query-memory-size-summary'>> | undefined,
  used: number,
): MemorySlots | undefined {
  if (typeof machine !== 'object' || machine === null) return undefined
  if (!takesDimms.test(text(type) ?? '') || count(summary?.['plugged-memory']) === undefined) return undefined
  const { slots, 'max-size': max }: Record<string, unknown> = { ...machine }
  return { free: Math.max(0, (amount(slots) ?? 0) - used), max: count(max) }
}
