import { insteadOf } from './member-changes.ts'
import {
  isObject,
  isOptional,
  membersInForce,
  objectType,
  takesAnyMembers,
  type Values,
} from './members-in-force.ts'
import { nearestName } from './nearest-name.ts'
import {
  join,
  missing,
  nearly,
  notAValue,
  outOfRange,
  type Problem,
  unexpected,
  wrongType,
} from './problem.ts'
import type { AlternateInfo, EnumInfo, ObjectInfo, SchemaIndex } from './schema-index.ts'
import { branchWords, enumValues, jsonWord, typeWords } from './type-words.ts'

/** More than this is not read, and a list of a million wrong items would make a million. */
const mostProblems = 50

/**
 * Checks the arguments of a command that the schema has, in the order in which QEMU looks at them: the first
 * problem is the one QEMU would name (C-10, C-11); at most 50 are found. No problem does not mean that QEMU will
 * accept them: ranges within 64 bits, which members exclude each other, and what devices of `device_add` take, are
 * not in the schema (I-09).
 */
export function checkArguments(schema: SchemaIndex, command: string, args: Values): Problem[] {
  const info = schema.argumentsOf(command)
  if (!info) return []
  const check = new Check(schema, command, takesAnyMembers(command, info))
  check.object(info, args, '')
  return check.problems
}

class Check {
  readonly problems: Problem[] = []
  readonly #schema: SchemaIndex
  readonly #command: string
  /** Unexpected members of the outermost object are no problem. */
  readonly #takesMore: boolean

  constructor(schema: SchemaIndex, command: string, takesMore: boolean) {
    this.#schema = schema
    this.#command = command
    this.#takesMore = takesMore
  }

  object(info: ObjectInfo, values: Values, path: string): void {
    const members = membersInForce(this.#schema, info, values)
    for (const member of members) {
      if (this.#enough) return
      const at = join(path, member.name)
      if (Object.hasOwn(values, member.name)) this.#value(member.type, values[member.name], at)
      else if (!isOptional(member)) this.#found(missing(at, typeWords(this.#schema, member.type)))
    }
    if (this.#takesMore && path === '') return
    const known = new Set(members.map(({ name }) => name))
    for (const name of Object.keys(values)) {
      if (this.#enough) return
      if (!known.has(name))
        this.#found(unexpected(join(path, name), this.#adviceOn(name, info, known, values)))
    }
  }

  get #enough(): boolean {
    return this.problems.length >= mostProblems
  }

  #found(problem: Problem): void {
    if (!this.#enough) this.problems.push(problem)
  }

  /** A name may be of another age, belong to another variant, or be a slip of the finger. */
  #adviceOn(name: string, info: ObjectInfo, known: Set<string>, values: Values): string | undefined {
    const instead = insteadOf(this.#command, 'arguments', name)
    if (instead !== undefined) return instead
    const cases = (info.variants ?? []).filter(({ type }) =>
      objectType(this.#schema, type)?.members.some((member) => member.name === name),
    )
    const [first, ...others] = cases.map((variant) => variant.case)
    if (first !== undefined && info.tag !== undefined) {
      const more = others.length === 0 ? '' : ` and ${others.length} other${others.length === 1 ? '' : 's'}`
      return `${info.tag}=${first}${more} would take it`
    }
    const free = [...known].filter((one) => !Object.hasOwn(values, one))
    return nearly(nearestName(name, free))
  }

  #value(typeName: string, value: unknown, path: string): void {
    const type = this.#schema.type(typeName)
    switch (type?.['meta-type']) {
      case 'enum':
        return this.#enum(type, value, path)
      case 'alternate':
        return this.#alternate(type, value, path)
      case 'array':
        if (!Array.isArray(value)) return this.#found(wrongType(path, 'array', value))
        for (const [index, item] of value.entries()) {
          if (this.#enough) return
          this.#value(type['element-type'], item, `${path}[${index}]`)
        }
        return
      case 'object':
        if (isObject(value)) return this.object(type, value, path)
        return this.#found(wrongType(path, 'object', value))
      case 'builtin': {
        const word = jsonWord(this.#schema, typeName)
        if (!isOfJsonType(word, value)) return this.#found(wrongType(path, word, value))
        if (word === 'integer' && !fits(value as number | bigint)) {
          this.#found(outOfRange(path, value as number | bigint))
        }
        return
      }
      default:
        return
    }
  }

  #enum(type: EnumInfo, value: unknown, path: string): void {
    if (typeof value !== 'string') return this.#found(wrongType(path, 'string', value))
    const names = enumValues(type).map(({ name }) => name)
    if (names.includes(value)) return
    const instead = insteadOf(this.#command, 'values', value)
    this.#found(notAValue(path, value, instead ?? nearly(nearestName(value, names))))
  }

  #alternate(type: AlternateInfo, value: unknown, path: string): void {
    const words = branchWords(this.#schema, type)
    const branch = type.members.find((_, index) => isOfJsonType(words[index] ?? 'any', value))
    if (branch) this.#value(branch.type, value, path)
    else this.#found(wrongType(path, words.join(' or '), value))
  }
}

const least = -(2n ** 63n)
const most = 2n ** 64n

/** The schema calls all integers `int`: what is sure is that none is wider than int64 and uint64 together (C-10). */
function fits(value: number | bigint): boolean {
  return value >= least && value < most
}

function isOfJsonType(word: string, value: unknown): boolean {
  switch (word) {
    case 'string':
    case 'boolean':
      return typeof value === word
    case 'integer':
      return typeof value === 'bigint' || Number.isInteger(value)
    case 'number':
      return typeof value === 'bigint' || typeof value === 'number'
    case 'null':
      return value === null
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isObject(value)
    default:
      return true
  }
}
