import type { SchemaInfo } from '#qapi/names.ts'

export type ObjectInfo = Extract<SchemaInfo, { 'meta-type': 'object' }>

/**
 * The answer of `query-qmp-schema` by name. Types are looked up one by one, when somebody needs them: they hold
 * each other (a block node holds block nodes), so nothing is ever resolved to the end (I-06).
 */
export interface SchemaIndex {
  /** Whether this QEMU has a command. */
  has(command: string): boolean
  /** The object that a command takes as arguments; undefined where there is no such command. */
  argumentsOf(command: string): ObjectInfo | undefined
  /** A type by the name it has in this schema alone (I-02). */
  type(name: string): SchemaInfo | undefined
}

/** Takes the answer of `query-qmp-schema`, of QEMU 2.5 and newer, in any order (I-01). */
export function indexSchema(entries: readonly SchemaInfo[]): SchemaIndex {
  const byName = new Map(entries.map((entry) => [entry.name, entry]))

  function has(command: string): boolean {
    return byName.get(command)?.['meta-type'] === 'command'
  }

  function argumentsOf(command: string): ObjectInfo | undefined {
    const info = byName.get(command)
    if (info?.['meta-type'] !== 'command') return undefined
    const type = byName.get(info['arg-type'])
    return type?.['meta-type'] === 'object' ? type : undefined
  }

  return { has, argumentsOf, type: (name) => byName.get(name) }
}
