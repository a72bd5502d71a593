import type { MemoryBackend, MemoryDevice } from '#qapi/names.ts'
import type { Return } from '#qapi/types.ts'
import { amount, count, items, type Partially, text } from './answer.ts'
import type { Count } from './units.ts'

/** How much memory the VM has, in bytes. */
export interface MemorySize {
  /** `undefined` before 2.11. */
  readonly total: Count | undefined
  /** Of it, what was plugged in after the start, or as a memory device. */
  readonly plugged: Count | undefined
  /** What the balloon leaves to the guest; `undefined` without a balloon device. */
  readonly balloon: Count | undefined
}

const add = (a: Count, b: Count): Count =>
  typeof a === 'number' && typeof b === 'number' ? a + b : BigInt(a) + BigInt(b)

/** From `query-memory-size-summary` (2.11) and `query-balloon`. */
export function memorySize(
  summary: Partially<Return<'query-memory-size-summary'>> | undefined,
  balloon: Partially<Return<'query-balloon'>> | undefined,
): MemorySize {
  const base = count(summary?.['base-memory'])
  const plugged = count(summary?.['plugged-memory'])
  return {
    total: base === undefined ? undefined : add(base, plugged ?? 0),
    plugged,
    balloon: count(balloon?.actual),
  }
}

/** A memory device, as a DIMM, that was plugged in. */
export interface MemoryDeviceRow {
  readonly id: string | undefined
  /** `dimm`, `nvdimm`, `virtio-mem` … */
  readonly kind: string
  readonly size: Count | undefined
  /** For virtio-mem: what was asked of the guest, and what is possible at most. */
  readonly requested: Count | undefined
  readonly max: Count | undefined
  readonly backend: string | undefined
  readonly slot: number | undefined
  readonly numaNode: number | undefined
  readonly hotplugged: boolean | undefined
}

/** `query-memory-devices` (2.1). */
export function memoryDeviceRows(devices: readonly Partially<MemoryDevice>[] | undefined): MemoryDeviceRow[] {
  return items(devices).map((device) => {
    const unchecked: unknown = 'data' in device ? device.data : undefined
    const data: Readonly<Record<string, unknown>> =
      typeof unchecked === 'object' && unchecked !== null ? { ...unchecked } : {}
    return {
      id: text(data['id']),
      kind: text(device.type) ?? 'unknown',
      size: count(data['size']),
      requested: count(data['requested-size']),
      max: count(data['max-size']),
      backend: text(data['memdev']),
      slot: amount(data['slot']),
      numaNode: amount(data['node']),
      hotplugged: typeof data['hotplugged'] === 'boolean' ? data['hotplugged'] : undefined,
    }
  })
}

/** Where memory of the VM comes from on the host. */
export interface MemoryBackendRow {
  readonly id: string | undefined
  readonly size: Count | undefined
  /** What is set: `merge`, `dump`, `prealloc`, `share`, `reserve`. */
  readonly flags: readonly string[]
  /** NUMA policy of the host. */
  readonly policy: string | undefined
  readonly hostNodes: readonly number[]
}

const flags = ['merge', 'dump', 'prealloc', 'share', 'reserve'] as const

/** `query-memdev` (2.1). */
export function memoryBackendRows(
  backends: readonly Partially<MemoryBackend>[] | undefined,
): MemoryBackendRow[] {
  return items(backends).map((backend) => {
    const hostNodes: unknown = backend['host-nodes']
    return {
      id: text(backend.id),
      size: count(backend.size),
      flags: flags.filter((flag) => backend[flag] === true),
      policy: text(backend.policy),
      hostNodes: Array.isArray(hostNodes) ? hostNodes.flatMap((node) => amount(node) ?? []) : [],
    }
  })
}
