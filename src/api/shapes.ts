import type { LinkState, Role, Vm, VmList, VmProcess, VmSource } from './types.ts'

/** Reads a JSON value; undefined for what it is not. */
export type Reader<T> = (value: unknown) => T | undefined

/** `GET /api/vms`, checked member by member. */
export const readVmList: Reader<VmList> = (value) => {
  const role = readRole(member(value, 'role'))
  const vms = readArray(member(value, 'vms'), readVm)
  return role && vms && { role, vms }
}

/** `GET /api/vms/ID/process`, checked member by member. */
export const readVmProcess: Reader<VmProcess> = (value) => {
  const numbers = ['pid', 'startTime', 'cpuSeconds', 'residentBytes', 'hostCpus'].map((key) =>
    number(member(value, key)),
  )
  const [pid, startTime, cpuSeconds, residentBytes, hostCpus] = numbers
  const threads = readThreads(member(value, 'threads'))
  if (
    pid === undefined ||
    startTime === undefined ||
    cpuSeconds === undefined ||
    residentBytes === undefined ||
    hostCpus === undefined ||
    !threads
  ) {
    return undefined
  }
  return { pid, startTime, cpuSeconds, threads, residentBytes, hostCpus }
}

/** The message of an error's body, where there is one. */
export const readErrorMessage: Reader<string> = (value) => text(member(member(value, 'error'), 'message'))

/** One VM of the list, checked member by member. */
export const readVm: Reader<Vm> = (value) => {
  const [id, name] = [text(member(value, 'id')), text(member(value, 'name'))]
  const [address, detail] = [text(member(value, 'address')), text(member(value, 'detail'))]
  const [pid, uuid] = [number(member(value, 'pid')), text(member(value, 'uuid'))]
  const source = oneOf<VmSource>(member(value, 'source'), ['argument', 'discovered', 'added', 'demo'])
  const state = oneOf<LinkState>(member(value, 'state'), ['idle', 'connected', 'unreachable', 'busy'])
  const role = readRole(member(value, 'role'))
  const viewers = number(member(value, 'viewers'))
  if (id === undefined || name === undefined || viewers === undefined || !source || !state || !role) {
    return undefined
  }
  return {
    id,
    name,
    ...(address !== undefined && { address }),
    source,
    role,
    viewers,
    state,
    ...(detail !== undefined && { detail }),
    ...(pid !== undefined && { pid }),
    ...(uuid !== undefined && { uuid }),
  }
}

export const readRole: Reader<Role> = (value) => oneOf<Role>(value, ['operator', 'viewer'])

const readThreads: Reader<Record<string, number>> = (value) => {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  )
  return Object.fromEntries(entries)
}

/** All of them, or nothing. */
export function readArray<T>(value: unknown, read: Reader<T>): T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items = value.map(read).filter((item) => item !== undefined)
  return items.length === value.length ? items : undefined
}

export function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((word) => word === value)
}
