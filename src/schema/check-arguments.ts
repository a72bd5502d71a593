import type { SchemaInfo } from '#qapi/names.ts'
import type { ObjectInfo, SchemaIndex } from './schema-index.ts'

/** What is wrong with one argument. */
export interface Problem {
  /** Where, as QEMU writes it: `file.filename`, `keys[1].data`. */
  path: string
  /** In QEMU's words. */
  text: string
}

type Values = Readonly<Record<string, unknown>>

/**
 * Checks the arguments of a command that the schema has, in the order in which QEMU looks at them: the first
 * problem is the one QEMU would name (C-10, C-11). No problem does not mean that QEMU will accept them: ranges,
 * and what devices of `device_add` take, are not in the schema (I-09).
 */
export function checkArguments(schema: SchemaIndex, command: string, args: Values): Problem[] {
  const info = schema.argumentsOf(command)
  if (!info) return []
  return checkObject({ schema, extrasAllowed: takesExtras(command, info) }, info, args, '')
}

/** Before 6.0 the schema did not know what objects and network backends take; of devices it never did. */
function takesExtras(command: string, info: ObjectInfo): boolean {
  if (command === 'device_add') return true
  return ['object-add', 'netdev_add'].includes(command) && info.tag === undefined
}

interface Context {
  schema: SchemaIndex
  /** Unexpected members of the outermost object are no problem. */
  extrasAllowed: boolean
}

function checkObject(context: Context, info: ObjectInfo, values: Values, path: string): Problem[] {
  const known = new Set<string>()
  const problems = checkMembers(context, info, values, path, known)
  if (context.extrasAllowed && path === '') return problems
  const unexpected = Object.keys(values).filter((name) => !known.has(name))
  return [...problems, ...unexpected.map((name) => problem(join(path, name), 'is unexpected'))]
}

/** The members of an object and of the variant that its tag picks; adds their names to `known`. */
function checkMembers(
  context: Context,
  info: ObjectInfo,
  values: Values,
  path: string,
  known: Set<string>,
): Problem[] {
  const problems: Problem[] = []
  for (const member of info.members) {
    known.add(member.name)
    const at = join(path, member.name)
    if (Object.hasOwn(values, member.name)) {
      problems.push(...checkValue(context, member.type, values[member.name], at))
    } else if (!('default' in member)) {
      problems.push(problem(at, 'is missing'))
    }
  }
  const variant = variantOf(context, info, values)
  return variant ? [...problems, ...checkMembers(context, variant, values, path, known)] : problems
}

function variantOf({ schema }: Context, info: ObjectInfo, values: Values): ObjectInfo | undefined {
  if (info.tag === undefined) return undefined
  const tag = values[info.tag]
  const found = info.variants?.find((variant) => variant.case === tag)
  const type = found && schema.type(found.type)
  return type?.['meta-type'] === 'object' ? type : undefined
}

function checkValue(context: Context, typeName: string, value: unknown, path: string): Problem[] {
  const type = context.schema.type(typeName)
  switch (type?.['meta-type']) {
    case 'builtin': {
      const word = builtinWord(type.name)
      return isOfJsonType(word, value) ? [] : [wrongType(path, word)]
    }
    case 'enum':
      return checkEnum(type, value, path)
    case 'array':
      if (!Array.isArray(value)) return [wrongType(path, 'array')]
      return value.flatMap((item, index) =>
        checkValue(context, type['element-type'], item, `${path}[${index}]`),
      )
    case 'object':
      return isObject(value) ? checkObject(context, type, value, path) : [wrongType(path, 'object')]
    case 'alternate':
      return checkAlternate(context, type, value, path)
    default:
      return []
  }
}

function checkEnum(
  type: Extract<SchemaInfo, { 'meta-type': 'enum' }>,
  value: unknown,
  path: string,
): Problem[] {
  if (typeof value !== 'string') return [wrongType(path, 'string')]
  if (valuesOf(type).includes(value)) return []
  return [{ path, text: `Parameter '${lastName(path)}' does not accept value '${value}'` }]
}

/** Of a wrong value QEMU names the member without the way to it, and items of a list not at all. */
function lastName(path: string): string {
  return path.endsWith(']') ? 'null' : (path.split('.').at(-1) ?? path)
}

/** `members` came with 6.2; `values` is all that older schemas have (I-05). */
function valuesOf(type: { members?: readonly { name: string }[]; values?: readonly string[] }): string[] {
  return type.members?.map(({ name }) => name) ?? [...(type.values ?? [])]
}

/** Branches differ in the JSON type they take, so at most one is meant. */
function checkAlternate(
  context: Context,
  type: Extract<SchemaInfo, { 'meta-type': 'alternate' }>,
  value: unknown,
  path: string,
): Problem[] {
  const words: string[] = []
  for (const branch of type.members) {
    const info = context.schema.type(branch.type)
    const word = info ? jsonWord(info) : 'any'
    if (isOfJsonType(word, value)) return checkValue(context, branch.type, value, path)
    words.push(word)
  }
  return [wrongType(path, words.join(' or '))]
}

function jsonWord(type: SchemaInfo): string {
  switch (type['meta-type']) {
    case 'builtin':
      return builtinWord(type.name)
    case 'enum':
      return 'string'
    case 'array':
      return 'array'
    case 'object':
      return 'object'
    default:
      return 'any'
  }
}

/** QEMU's words for JSON types, by its own names for them; `any`, `null` and `number` are words already. */
const builtinWords = new Map([
  ['str', 'string'],
  ['int', 'integer'],
  ['bool', 'boolean'],
])

function builtinWord(name: string): string {
  return builtinWords.get(name) ?? name
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

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

function problem(path: string, complaint: string): Problem {
  return { path, text: `Parameter '${path}' ${complaint}` }
}

function wrongType(path: string, expected: string): Problem {
  return { path, text: `Invalid parameter type for '${path}', expected: ${expected}` }
}
