import type { SchemaInfo } from '#qapi/names.ts'

type InfoOf<M extends SchemaInfo['meta-type']> = Extract<SchemaInfo, { 'meta-type': M }>

export type ObjectInfo = InfoOf<'object'>
export type MemberInfo = ObjectInfo['members'][number]
export type EnumInfo = InfoOf<'enum'>
export type AlternateInfo = InfoOf<'alternate'>
export type CommandInfo = InfoOf<'command'>

/**
 * The answer of `query-qmp-schema` by name. Types are looked up one by one, when they are needed: they contain
 * each other (a block node holds block nodes), so nothing is ever resolved to the end (I-06).
 */
export interface SchemaIndex {
  /** The names of all commands, sorted. */
  readonly commandNames: readonly string[]
  /**
   * The QEMU that the arguments are known from, where this one cannot tell: a hint, not a promise. Undefined where
   * all is from this QEMU itself.
   */
  readonly borrowedFrom: string | undefined
  /** Whether features tell what is unstable; before 6.2 only the prefix `x-` did (C-13). */
  readonly marksUnstable: boolean
  /** Whether this QEMU has a command. */
  has(command: string): boolean
  command(name: string): CommandInfo | undefined
  /** The object that a command takes as arguments; undefined where there is no such command. */
  argumentsOf(command: string): ObjectInfo | undefined
  /** A type by the name it has in this schema alone (I-02), or any other entry by its name. */
  type(name: string): SchemaInfo | undefined
}

/** Takes the answer of `query-qmp-schema`, of QEMU 2.5 and newer, in any order (I-01). */
export function indexSchema(entries: readonly SchemaInfo[]): SchemaIndex {
  return new MapOfSchema(entries)
}

class MapOfSchema implements SchemaIndex {
  readonly borrowedFrom = undefined
  readonly marksUnstable: boolean
  readonly #byName: ReadonlyMap<string, SchemaInfo>
  #commandNames: readonly string[] | undefined

  constructor(entries: readonly SchemaInfo[]) {
    this.#byName = new Map(entries.map((entry) => [entry.name, entry]))
    this.marksUnstable = entries.some((entry) => entry['meta-type'] === 'enum' && 'members' in entry)
  }

  get commandNames(): readonly string[] {
    this.#commandNames ??= [...this.#byName.keys()].filter((name) => this.has(name)).sort()
    return this.#commandNames
  }

  has(command: string): boolean {
    return this.command(command) !== undefined
  }

  command(name: string): CommandInfo | undefined {
    const info = this.#byName.get(name)
    return info?.['meta-type'] === 'command' ? info : undefined
  }

  argumentsOf(command: string): ObjectInfo | undefined {
    const info = this.command(command)
    const type = info && this.#byName.get(info['arg-type'])
    return type?.['meta-type'] === 'object' ? type : undefined
  }

  type(name: string): SchemaInfo | undefined {
    return this.#byName.get(name)
  }
}
