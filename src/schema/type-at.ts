import type { Path } from './cursor-place.ts'
import { isObject, membersInForce } from './members-in-force.ts'
import type { ObjectInfo, SchemaIndex } from './schema-index.ts'

/**
 * The name of the type at a path within a value of another type; undefined where the schema knows
 * nothing there. The value tells which variants are meant.
 */
export function typeAt(
  schema: SchemaIndex,
  typeName: string,
  value: unknown,
  path: Path,
): string | undefined {
  const [step, ...rest] = path
  if (step === undefined) return typeName
  if (typeof step === 'number') {
    const element = elementOf(schema, typeName)
    return element && typeAt(schema, element, valueAt(value, [step]), rest)
  }
  const object = objectOf(schema, typeName)
  const values = isObject(value) ? value : {}
  const member = object && membersInForce(schema, object, values).find(({ name }) => name === step)
  return member && typeAt(schema, member.type, valueAt(value, [step]), rest)
}

/** The part of a value at a path. */
export function valueAt(value: unknown, path: Path): unknown {
  let part = value
  for (const step of path) {
    if (typeof step === 'number') part = Array.isArray(part) ? part[step] : undefined
    else part = isObject(part) && Object.hasOwn(part, step) ? part[step] : undefined
  }
  return part
}

/** The object that a type is, or that it may be, among other forms. */
export function objectOf(schema: SchemaIndex, typeName: string): ObjectInfo | undefined {
  return formsOf(schema, typeName).find((form) => form['meta-type'] === 'object')
}

function elementOf(schema: SchemaIndex, typeName: string): string | undefined {
  return formsOf(schema, typeName).find((form) => form['meta-type'] === 'array')?.['element-type']
}

/** A type itself, or the branches of an alternate. */
export function formsOf(schema: SchemaIndex, typeName: string) {
  const type = schema.type(typeName)
  if (type?.['meta-type'] !== 'alternate') return type ? [type] : []
  return type.members.flatMap((branch) => schema.type(branch.type) ?? [])
}
