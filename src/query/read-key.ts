import type { CommandName } from '#qapi/types.ts'

/** Where an answer lies in the cache: VM, command, arguments. */
export type ReadKey = readonly [kind: 'qmp', vm: string, command: CommandName, args: unknown]

export function readKey(vm: string, command: CommandName, args: unknown): ReadKey {
  return ['qmp', vm, command, args ?? null]
}

/** Hashes a key as the cache does, but takes bigint, which arguments may hold. */
export function hashKey(key: readonly unknown[]): string {
  return JSON.stringify(key, (_name, value) => {
    if (typeof value === 'bigint') return `${value}n`
    return isPlainObject(value) ? sorted(value) : value
  })
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
