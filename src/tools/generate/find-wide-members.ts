import { keyOf, objectOf, type Ref, type Schema, shapeOf } from './merge.ts'

/** Tells whether a member, of the merged objects with this key, holds integers beyond 2^53. */
export type IsWide = (objectKey: string, member: string) => boolean

/** Follows paths like `query-memory-devices/return/data/addr` to the members they mean. */
export function findWideMembers(schemas: readonly Schema[], paths: readonly string[]): IsWide {
  const found = new Set<string>()
  for (const path of paths) {
    const [root = '', part = '', ...members] = path.split('/')
    if (!follow(rootTypes(schemas, root, part), members, found)) {
      throw new Error(`wide integers: nothing is at "${path}"`)
    }
  }
  return (objectKey, member) => found.has(`${objectKey} ${member}`)
}

function rootTypes(schemas: readonly Schema[], root: string, part: string): Ref[] {
  return schemas.flatMap((schema) => {
    const entry = schema.entries.get(root)
    if (entry?.['meta-type'] === 'event') return [{ schema, type: entry['arg-type'] }]
    if (entry?.['meta-type'] !== 'command') return []
    return [{ schema, type: part === 'return' ? entry['ret-type'] : entry['arg-type'] }]
  })
}

function follow(refs: readonly Ref[], [name, ...rest]: readonly string[], found: Set<string>): boolean {
  if (name === undefined) return true
  const shape = shapeOf(refs)
  if (shape.elements.length > 0) return follow(shape.elements, [name, ...rest], found)
  if (shape.objects.length === 0) return false
  const { members, cases } = objectOf(shape.objects)
  const member = members.get(name)
  if (member) {
    if (rest.length === 0) found.add(`${keyOf(shape.objects)} ${name}`)
    return follow(member.types, rest, found)
  }
  return [...cases.values()].map((variant) => follow(variant, [name, ...rest], found)).includes(true)
}
