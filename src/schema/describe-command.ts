import { type Mark, marksOf } from './marks.ts'
import { isOptional, objectType, takesAnyMembers } from './members-in-force.ts'
import type { ObjectInfo, SchemaIndex } from './schema-index.ts'
import { enumValues, jsonWord, typeWords } from './type-words.ts'

/** A command as a form or a manual needs it. */
export interface CommandDescription {
  name: string
  marks: Mark[]
  /** Whether it runs while others wait (O-02). */
  outOfBand: boolean
  arguments: ObjectShape
  /** It takes arguments beyond these: what they are, the schema does not know (C-11, I-09). */
  takesMore: boolean
  returns: TypeShape
  /** The QEMU that the arguments are known from, if not from this one. */
  borrowedFrom: string | undefined
}

/** A type, gone into as deep as was asked. */
export interface TypeShape {
  /** As a person reads it: `integer`, `on | off | auto`, `list of object`, `object or string`. */
  words: string
  /** Of a word: those it may be. */
  values?: NamedShape[]
  /** Of a list: what it holds. */
  items?: TypeShape
  /** Of an object: its members; missing where the description does not go on. */
  object?: ObjectShape
  /** Of a type with several forms: each of them. */
  branches?: TypeShape[]
}

export interface ObjectShape {
  members: MemberShape[]
  /** The member whose value picks one of the variants. */
  tag?: string
  /** Members that come with a value of the tag. */
  variants?: { case: string; object: ObjectShape }[]
}

export interface NamedShape {
  name: string
  marks: Mark[]
}

export interface MemberShape extends NamedShape {
  optional: boolean
  type: TypeShape
}

/** Block nodes in block nodes: deeper than this no form goes. */
const defaultDepth = 4

/**
 * Describes a command by the schema, or gives undefined where this QEMU has no such command. Types may hold
 * themselves: the description goes `depth` objects deep, and into no type within itself (I-06).
 */
export function describeCommand(
  schema: SchemaIndex,
  name: string,
  depth = defaultDepth,
): CommandDescription | undefined {
  const info = schema.command(name)
  const args = schema.argumentsOf(name)
  if (!info || !args) return undefined
  const way = { depth, within: new Set<string>() }
  return {
    name,
    marks: marksOf(schema, info),
    outOfBand: info['allow-oob'] ?? false,
    arguments: describeObject(schema, args, way) ?? { members: [] },
    takesMore: takesAnyMembers(name, args),
    returns: describeType(schema, info['ret-type'], way),
    borrowedFrom: schema.borrowedFrom,
  }
}

/** How a description came to a type. */
interface Way {
  depth: number
  /** The objects it came through. */
  within: ReadonlySet<string>
}

function describeType(schema: SchemaIndex, typeName: string, way: Way): TypeShape {
  const words = typeWords(schema, typeName)
  const type = schema.type(typeName)
  switch (type?.['meta-type']) {
    case 'enum':
      return {
        words,
        values: enumValues(type).map((value) => ({ name: value.name, marks: marksOf(schema, value) })),
      }
    case 'array':
      return { words, items: describeType(schema, type['element-type'], way) }
    case 'alternate':
      return { words, branches: type.members.map((branch) => describeType(schema, branch.type, way)) }
    case 'object': {
      const object = describeObject(schema, type, way)
      return object ? { words, object } : { words }
    }
    default:
      return { words: jsonWord(schema, typeName) }
  }
}

function describeObject(schema: SchemaIndex, info: ObjectInfo, way: Way): ObjectShape | undefined {
  if (way.depth === 0 || way.within.has(info.name)) return undefined
  const inside = { depth: way.depth - 1, within: new Set([...way.within, info.name]) }
  const members = info.members.map((member) => ({
    name: member.name,
    marks: marksOf(schema, member),
    optional: isOptional(member),
    type: describeType(schema, member.type, inside),
  }))
  if (info.tag === undefined) return { members }
  const variants = (info.variants ?? []).flatMap(({ case: value, type }) => {
    const variant = objectType(schema, type)
    // A variant is not deeper: its members stand beside those of the object.
    const object = variant && describeObject(schema, variant, { depth: way.depth, within: inside.within })
    return object ? [{ case: value, object }] : []
  })
  return { members, tag: info.tag, variants }
}
