import type { Candidate } from './completion.ts'
import type { Path } from './cursor-place.ts'
import { marksOf } from './marks.ts'
import { isObject, isOptional, membersInForce } from './members-in-force.ts'
import type { MemberInfo, SchemaIndex } from './schema-index.ts'
import { formsOf, objectOf, typeAt, valueAt } from './type-at.ts'
import { enumValues, typeWords } from './type-words.ts'

/** All commands, or those that run out of band (O-02). */
export function commandCandidates(schema: SchemaIndex, outOfBandOnly: boolean): Candidate[] {
  return schema.commandNames.flatMap((name) => {
    const info = schema.command(name)
    const outOfBand = info?.['allow-oob'] ?? false
    if (outOfBandOnly && !outOfBand) return []
    const marks = marksOf(schema, info ?? { name })
    return { name, details: outOfBand ? [...marks, 'out of band'] : marks, order: marks.length }
  })
}

/**
 * The members, of the object at a path within a value of a type, that are not given there. The one that is being
 * typed may look like given.
 */
export function missingMembers(
  schema: SchemaIndex,
  type: string,
  given: unknown,
  path: Path,
  typed?: string,
): Candidate[] {
  const found = typeAt(schema, type, given, path)
  const object = found === undefined ? undefined : objectOf(schema, found)
  if (!object) return []
  const part = valueAt(given, path)
  const values = isObject(part) ? part : {}
  return membersInForce(schema, object, values)
    .filter(({ name }) => name === typed || !Object.hasOwn(values, name))
    .map((member) => memberCandidate(schema, member))
}

/** What must be given comes before what may, and what is on its way out comes last. */
function memberCandidate(schema: SchemaIndex, member: MemberInfo): Candidate {
  const marks = marksOf(schema, member)
  const optional = isOptional(member)
  const details = [typeWords(schema, member.type), optional ? 'optional' : 'required', ...marks]
  if (schema.borrowedFrom !== undefined) details.push(`as in ${schema.borrowedFrom}`)
  return { name: member.name, details, order: (optional ? 1 : 0) + (marks.includes('deprecated') ? 2 : 0) }
}

/** The values that a type lists; of a string or a number there is nothing to list. */
export function valueCandidates(schema: SchemaIndex, type: string): Candidate[] {
  return formsOf(schema, type).flatMap((form): Candidate[] => {
    if (form['meta-type'] === 'enum') {
      return enumValues(form).map((value) => {
        const marks = marksOf(schema, value)
        return { name: value.name, details: marks, order: marks.length }
      })
    }
    if (form['meta-type'] !== 'builtin') return []
    const literals = form.name === 'bool' ? ['true', 'false'] : form.name === 'null' ? ['null'] : []
    return literals.map((name) => ({ name, details: [], order: 0, literal: true }))
  })
}
