import { commandCandidates, missingMembers, valueCandidates } from './candidates.ts'
import { type Candidate, type Completion, fitting } from './completion.ts'
import { type Place, placeOf } from './cursor-place.ts'
import { HalfJsonReader, plainValue } from './half-json.ts'
import { isObject, type Values } from './members-in-force.ts'
import type { SchemaIndex } from './schema-index.ts'
import { typeAt } from './type-at.ts'

/** Completes `{"execute": "blo`. */
export function completeRequest(schema: SchemaIndex, text: string, cursor: number): Completion[] {
  const root = new HalfJsonReader(text, cursor, text.indexOf('{')).value()
  const place = root && placeOf(root, cursor)
  const request = plainValue(root)
  if (!place || !isObject(request)) return []
  const [key, ...path] = place.path
  if (key === undefined) return asJson('key', place, requestKeys(schema, request, place.typed))
  if (key === 'execute' || key === 'exec-oob') {
    return path.length > 0 ? [] : asJson('command', place, commandCandidates(schema, key === 'exec-oob'))
  }
  const command = request['execute'] ?? request['exec-oob']
  if (key !== 'arguments' || typeof command !== 'string') return []
  const type = schema.command(command)?.['arg-type']
  return type === undefined ? [] : completeInJson(schema, type, request['arguments'], { ...place, path })
}

/** Completes JSON within a value of a type; the place is within that value. */
export function completeInJson(
  schema: SchemaIndex,
  type: string,
  given: unknown,
  place: Place,
): Completion[] {
  if (place.role === 'name') {
    return asJson('argument', place, missingMembers(schema, type, given, place.path, place.typed))
  }
  const found = typeAt(schema, type, given, place.path)
  return found === undefined ? [] : asJson('value', place, valueCandidates(schema, found))
}

function requestKeys(schema: SchemaIndex, request: Values, typed: string): Candidate[] {
  const given = Object.keys(request).filter((key) => key !== typed)
  const hasCommand = given.includes('execute') || given.includes('exec-oob')
  const hasOutOfBand = schema.commandNames.some((name) => schema.command(name)?.['allow-oob'])
  return ['execute', 'exec-oob', 'arguments', 'id']
    .filter((key) => !given.includes(key))
    .filter((key) => !(hasCommand && key.startsWith('exec')))
    .filter((key) => key !== 'exec-oob' || hasOutOfBand)
    .map((name, order) => ({ name, details: [], order }))
}

function asJson(kind: Completion['kind'], place: Place, candidates: readonly Candidate[]): Completion[] {
  const { from, to, role, hasColon, typed } = place
  const end = role === 'name' && !hasColon ? ': ' : ''
  return fitting(candidates, typed).map(({ name, details, literal }) => {
    const insert = (literal ? name : JSON.stringify(name)) + end
    return { kind, label: name, insert, from, to, details }
  })
}
