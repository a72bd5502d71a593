// Several schemas seen as one. A merged type is a set of types, at most a few from each schema, that were met
// at the same place; what it is, is worked out when somebody looks. So recursion needs no care here.
import type { SchemaInfo } from '#qapi/names.ts'

/** The answer of one `query-qmp-schema`, by name. */
export interface Schema {
  /** Tells schemas apart; the numbers that QEMU uses as type names mean nothing without it. */
  label: string
  entries: ReadonlyMap<string, SchemaInfo>
}

/** A type of one schema. */
export interface Ref {
  schema: Schema
  type: string
}

/** What a value of a merged type may be. Alternates are dissolved into their branches. */
export interface Shape {
  builtins: Set<string>
  enums: Ref[]
  elements: Ref[]
  objects: Ref[]
}

interface Member {
  /** Its types; the schemas of these are those that have it. */
  types: Ref[]
  /** Some schema allows its absence, or does not have it. */
  optional: boolean
  features: Set<string>
}

export interface ObjectShape {
  members: Map<string, Member>
  /** Name of the member whose value picks one of `cases`. */
  tag?: string
  cases: Map<string, Ref[]>
}

export function schemaOf(label: string, entries: readonly SchemaInfo[]): Schema {
  return { label, entries: new Map(entries.map((entry) => [entry.name, entry])) }
}

/** One text for one set of types, whatever way it was met. */
export function keyOf(refs: readonly Ref[]): string {
  return [...new Set(refs.map(({ schema, type }) => `${schema.label}:${type}`))].sort().join(' ')
}

export function shapeOf(refs: readonly Ref[]): Shape {
  const shape: Shape = { builtins: new Set(), enums: [], elements: [], objects: [] }
  for (const ref of refs) addToShape(shape, ref)
  return shape
}

function addToShape(shape: Shape, ref: Ref): void {
  const info = lookUp(ref)
  const sibling = (type: string): Ref => ({ schema: ref.schema, type })
  switch (info['meta-type']) {
    case 'builtin':
      shape.builtins.add(info.name)
      break
    case 'enum':
      shape.enums.push(ref)
      break
    case 'array':
      shape.elements.push(sibling(info['element-type']))
      break
    case 'object':
      shape.objects.push(ref)
      break
    case 'alternate':
      for (const branch of info.members) addToShape(shape, sibling(branch.type))
      break
    default:
      throw new Error(`${ref.schema.label}: "${ref.type}" is a ${info['meta-type']}, not a type`)
  }
}

/** A value of a merged enum. */
interface Value {
  features: Set<string>
  /** Where it is found. */
  refs: Ref[]
}

/** The values of a merged enum, by name. */
export function valuesOf(refs: readonly Ref[]): Map<string, Value> {
  const values = new Map<string, Value>()
  for (const ref of refs) {
    const info = lookUp(ref)
    if (info['meta-type'] !== 'enum') continue
    for (const { name, features = [] } of info.members) {
      const value = values.get(name) ?? { features: new Set(), refs: [] }
      for (const feature of features) value.features.add(feature)
      value.refs.push(ref)
      values.set(name, value)
    }
  }
  return values
}

export function objectOf(refs: readonly Ref[]): ObjectShape {
  const object: ObjectShape = { members: new Map(), cases: new Map() }
  const seenIn = new Map<string, number>()
  for (const ref of refs) {
    const info = lookUp(ref)
    if (info['meta-type'] !== 'object') continue
    for (const { name, type, features = [], ...rest } of info.members) {
      const member = object.members.get(name) ?? { types: [], optional: false, features: new Set() }
      member.types.push({ schema: ref.schema, type })
      member.optional ||= 'default' in rest
      for (const feature of features) member.features.add(feature)
      object.members.set(name, member)
      seenIn.set(name, (seenIn.get(name) ?? 0) + 1)
    }
    if (info.tag !== undefined) object.tag = info.tag
    for (const { case: value, type } of info.variants ?? []) {
      object.cases.set(value, [...(object.cases.get(value) ?? []), { schema: ref.schema, type }])
    }
  }
  for (const [name, member] of object.members) member.optional ||= seenIn.get(name) !== refs.length
  return object
}

function lookUp({ schema, type }: Ref): SchemaInfo {
  const info = schema.entries.get(type)
  if (!info) throw new Error(`${schema.label}: no type "${type}"`)
  return info
}
