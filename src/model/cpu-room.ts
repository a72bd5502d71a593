import type { QomProperty } from '#qapi/names.ts'
import type { Return } from '#qapi/types.ts'
import { amount, items, type Partially, text } from './answer.ts'
import { childrenOf, deviceContainers } from './qom.ts'

/** QEMU's `-smp` that would leave places for more vCPUs than the VM has. */
export interface CpuRoom {
  readonly cpus: number
  readonly max: number
}

/**
 * How this machine, which has no free place, could be started with some: twice the vCPUs, as far as its type takes them.
 *
 * @param machines `query-machines`
 * @param name as `-machine` calls it
 * @param cpus how many vCPUs it has
 * @returns undefined where its type takes no more, or QEMU does not tell
 */
export function cpuRoom(
  machines: readonly Partially<Return<'query-machines'>[number]>[] | undefined,
  name: string | undefined,
  cpus: number,
): CpuRoom | undefined {
  const machine = items(machines).find((one) => text(one.name) === name || text(one.alias) === name)
  if (name === undefined || machine?.['hotpluggable-cpus'] !== true) return undefined
  const max = Math.min(2 * cpus, amount(machine['cpu-max']) ?? 0)
  return max > cpus ? { cpus, max } : undefined
}

/** An id that no device has yet, for the next vCPU: `cpu2` for the third. */
export function freeCpuId(peripherals: readonly Partially<QomProperty>[] | undefined, cpus: number): string {
  const [container] = deviceContainers
  const taken = new Set(
    childrenOf(container, peripherals).map(({ path }) => path.slice(container.length + 1)),
  )
  let number = cpus
  while (taken.has(`cpu${number}`)) number += 1
  return `cpu${number}`
}
