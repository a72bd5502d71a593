import type { AlternateInfo, EnumInfo, SchemaIndex } from './schema-index.ts'

/** QEMU's words for JSON types, by its own names for them; `any`, `null` and `number` are words already. */
const builtinWords = new Map([
  ['str', 'string'],
  ['int', 'integer'],
  ['bool', 'boolean'],
])

/** The most values that are named; longer lists are counted. */
const fewValues = 6

/** The JSON type that values of a type have, in QEMU's words; `any` where the schema does not have the type. */
export function jsonWord(schema: SchemaIndex, typeName: string): string {
  const type = schema.type(typeName)
  switch (type?.['meta-type']) {
    case 'builtin':
      return builtinWords.get(type.name) ?? type.name
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

/** A type as a person reads it: `integer`, `on | off | auto`, `list of object`, `object or string`. */
export function typeWords(schema: SchemaIndex, typeName: string): string {
  const type = schema.type(typeName)
  switch (type?.['meta-type']) {
    case 'enum': {
      const values = enumValues(type).map(({ name }) => name)
      return values.length > fewValues ? `one of ${values.length} words` : values.join(' | ')
    }
    case 'array':
      return `list of ${typeWords(schema, type['element-type'])}`
    case 'alternate':
      return branchWords(schema, type).join(' or ')
    default:
      return jsonWord(schema, typeName)
  }
}

/** The JSON types that an alternate takes; they differ from branch to branch, so a value has one branch at most (I-05). */
export function branchWords(schema: SchemaIndex, type: AlternateInfo): string[] {
  return type.members.map((branch) => jsonWord(schema, branch.type))
}

/** A value of an enum with its features. */
export interface EnumValue {
  name: string
  features?: readonly string[]
}

/** `members` came with 6.2; `values` is all that older schemas have (I-05). */
export function enumValues(type: Partial<Pick<EnumInfo, 'members' | 'values'>>): EnumValue[] {
  return type.members ?? (type.values ?? []).map((name) => ({ name }))
}
