import type { MemberInfo, ObjectInfo, SchemaIndex } from './schema-index.ts'

export type Values = Readonly<Record<string, unknown>>

/**
 * The members that an object has once the values of its tags are known: its own, and those of the variant that its
 * tag picks, which may have a tag itself (I-04). Without a tag value only its own.
 */
export function membersInForce(schema: SchemaIndex, info: ObjectInfo, values: Values): MemberInfo[] {
  const members: MemberInfo[] = []
  for (let part: ObjectInfo | undefined = info; part; part = variantOf(schema, part, values)) {
    members.push(...part.members)
  }
  return members
}

/** The object of the variant that the values pick. */
export function variantOf(schema: SchemaIndex, info: ObjectInfo, values: Values): ObjectInfo | undefined {
  if (info.tag === undefined || !Object.hasOwn(values, info.tag)) return undefined
  const tag = values[info.tag]
  const found = info.variants?.find((variant) => variant.case === tag)
  return found && objectType(schema, found.type)
}

export function objectType(schema: SchemaIndex, typeName: string): ObjectInfo | undefined {
  const type = schema.type(typeName)
  return type?.['meta-type'] === 'object' ? type : undefined
}

/** A member may be left out where the schema gives a default, which is null whatever the default (I-04). */
export function isOptional(member: MemberInfo): boolean {
  return 'default' in member
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Before 6.0 the schema did not know what objects and network backends take; of devices it never did (C-11). */
export function takesAnyMembers(command: string, info: ObjectInfo): boolean {
  if (command === 'device_add') return true
  return (command === 'object-add' || command === 'netdev_add') && info.tag === undefined
}
