import type { Cpu, HotpluggableCpu } from '#qapi/names.ts'
import type { Return } from '#qapi/types.ts'
import { amount, items, type Partially, text } from './answer.ts'

type OldCpu = Return<'query-cpus'>[number]

/** One line of the table of vCPUs. */
export interface CpuRow {
  readonly index: number
  /** Of the host's thread that runs it, as `top -H` shows it; `undefined` before 0.15. */
  readonly threadId: number | undefined
  /** Where it sits: `socket 0 core 1 thread 0`; empty where QEMU does not say. */
  readonly place: string
  readonly numaNode: number | undefined
  readonly path: string | undefined
  /** Whether it waits for an interrupt; only `query-cpus` (to 5.2) tells, and it stops the vCPU to ask. */
  readonly halted: boolean | undefined
}

/** A place where a vCPU can be plugged in by `device_add`. */
export interface CpuSlot {
  /** The `driver` of `device_add`. */
  readonly type: string
  readonly place: string
  /** How many vCPUs come at once. */
  readonly count: number
  /** The other arguments of `device_add`, as QEMU gave them. */
  readonly props: Readonly<Record<string, unknown>>
}

/** From the outside in, with the names that QEMU gives them. */
const levels = ['drawer', 'book', 'socket', 'die', 'cluster', 'module', 'core', 'thread'] as const

type Props = Partially<NonNullable<Cpu['props']>>

function placeOf(props: Props | undefined): string {
  return levels
    .flatMap((level) => {
      const id = amount(props?.[`${level}-id`])
      return id === undefined ? [] : [`${level} ${id}`]
    })
    .join(' ')
}

/** `query-cpus-fast` (2.12), by index: QEMU lists a vCPU that was plugged in where it was plugged in. */
export function cpuRows(cpus: readonly Partially<Cpu>[] | undefined): CpuRow[] {
  const rows = items(cpus).map((cpu, position) => ({
    index: amount(cpu['cpu-index']) ?? position,
    threadId: amount(cpu['thread-id']),
    place: placeOf(cpu.props),
    numaNode: amount(cpu.props?.['node-id']),
    path: text(cpu['qom-path']),
    halted: undefined,
  }))
  return rows.sort((a, b) => a.index - b.index)
}

/** `query-cpus`, where QEMU has nothing newer. */
export function oldCpuRows(cpus: readonly Partially<OldCpu>[] | undefined): CpuRow[] {
  return items(cpus).map((cpu, position) => ({
    index: amount(cpu.CPU) ?? position,
    threadId: amount(cpu.thread_id),
    place: placeOf(cpu.props),
    numaNode: amount(cpu.props?.['node-id']),
    path: text(cpu.qom_path),
    halted: typeof cpu.halted === 'boolean' ? cpu.halted : undefined,
  }))
}

/** The empty ones of `query-hotpluggable-cpus` (2.7), in the order in which QEMU would like them filled. */
export function freeCpuSlots(cpus: readonly Partially<HotpluggableCpu>[] | undefined): CpuSlot[] {
  return items(cpus)
    .filter((cpu) => text(cpu['qom-path']) === undefined)
    .map((cpu) => ({
      type: text(cpu.type) ?? '',
      place: placeOf(cpu.props),
      count: amount(cpu['vcpus-count']) ?? 1,
      props: { ...cpu.props },
    }))
    .reverse()
}
