import type { HalfArray, HalfNode, HalfObject, HalfText } from './half-json.ts'

/** The way to a part of a JSON value: names of members and indexes of items. */
export type Path = readonly (string | number)[]

/** What is at the cursor: `typed` is before it, and the text from `from` to `to` would be replaced. */
export interface Place {
  /** A name of a member of the object at `path`, or the value at `path`. */
  role: 'name' | 'value'
  path: Path
  typed: string
  from: number
  to: number
  /** Of a name: the colon is there already. */
  hasColon: boolean
}

/** Where the cursor is in half a JSON value; undefined where nothing can be completed. */
export function placeOf(node: HalfNode, cursor: number, path: Path = []): Place | undefined {
  if (cursor <= node.from) return undefined
  switch (node.kind) {
    case 'object':
      return isInside(node, cursor) ? placeInObject(node, cursor, path) : undefined
    case 'array':
      return isInside(node, cursor) ? placeInArray(node, cursor, path) : undefined
    default:
      return placeInText(node, cursor, path, 'value')
  }
}

function isInside(node: HalfObject | HalfArray, cursor: number): boolean {
  return cursor < node.to || !node.closed
}

function placeInObject({ members }: HalfObject, cursor: number, path: Path): Place | undefined {
  const member = members.findLast(({ name }) => name.from < cursor)
  if (!member || (member.nextFrom !== undefined && cursor >= member.nextFrom)) {
    // A bare name, or none, may begin right here.
    return { role: 'name', path, typed: '', from: cursor, to: cursor, hasColon: false }
  }
  const { name, valueFrom, value } = member
  if (cursor <= name.to) {
    const place = placeInText(name, cursor, path, 'name')
    return place && { ...place, hasColon: valueFrom !== undefined }
  }
  if (valueFrom === undefined || cursor < valueFrom) return undefined
  return placeOfValue(value, cursor, [...path, name.value])
}

function placeInArray({ items }: HalfArray, cursor: number, path: Path): Place | undefined {
  const index = items.findLastIndex(({ valueFrom }) => valueFrom <= cursor)
  const item = items[index]
  return item && placeOfValue(item.value, cursor, [...path, index])
}

function placeOfValue(value: HalfNode | undefined, cursor: number, path: Path): Place | undefined {
  if (value && cursor > value.from) return placeOf(value, cursor, path)
  // Before a value that is there nothing is missing.
  if (value) return undefined
  return { role: 'value', path, typed: '', from: cursor, to: cursor, hasColon: false }
}

function placeInText(text: HalfText, cursor: number, path: Path, role: Place['role']): Place | undefined {
  const { from, to, quoted, closed, value } = text
  if (cursor > to || (closed && cursor === to)) return undefined
  const typed = value.slice(0, cursor - from - (quoted ? 1 : 0))
  return { role, path, typed, from, to, hasColon: false }
}
