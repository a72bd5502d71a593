import type { LinkState, Role, Vm, VmList, VmProcess, VmSource } from './types.ts'

/** Reads a JSON value; undefined for what it is not. */
type Reader<T> = (value: unknown) => T | undefined

/** `GET /api/vms`, checked member by member. */
export const readVmList: Reader<VmList> = (value) => {
  const role = readRole(member(value, 'role'))
  const vms = member(value, 'vms')
  if (!role || !Array.isArray(vms)) return undefined
  const read = vms.map(readVm).filter((vm) => vm !== undefined)
  return read.length === vms.length ? { role, vms: read } : undefined
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

const readVm: Reader<Vm> = (value) => {
  const [id, name] = [text(member(value, 'id')), text(member(value, 'name'))]
  const [address, detail] = [text(member(value, 'address')), text(member(value, 'detail'))]
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
  }
}

const readRole: Reader<Role> = (value) => oneOf<Role>(value, ['operator', 'viewer'])

const readThreads: Reader<Record<string, number>> = (value) => {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  )
  return Object.fromEntries(entries)
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((word) => word === value)
}
