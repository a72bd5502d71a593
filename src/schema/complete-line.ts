import { commandCandidates, missingMembers, valueCandidates } from './candidates.ts'
import { completeInJson } from './complete-request.ts'
import { type Candidate, type Completion, fitting } from './completion.ts'
import { placeOf } from './cursor-place.ts'
import type { HalfText } from './half-json.ts'
import { type HalfLine, type HalfPair, plainArguments, readHalfLine } from './half-shell.ts'
import type { SchemaIndex } from './schema-index.ts'
import { formsOf, typeAt } from './type-at.ts'

/** Completes `block_resize device=drive0 si`. */
export function completeLine(schema: SchemaIndex, text: string, cursor: number): Completion[] {
  const line = readHalfLine(text, cursor)
  const { command } = line
  if (cursor <= command.to) return completeCommand(schema, command, text, cursor)
  const type = schema.command(command.value)?.['arg-type']
  if (type === undefined) return []
  const pair = line.pairs.find(({ from, to }) => from <= cursor && cursor <= to)
  if (!pair) return completeName({ schema, type, line, cursor }, undefined)
  const inName = pair.valueFrom === undefined || cursor < pair.valueFrom
  return (inName ? completeName : completeValue)({ schema, type, line, cursor }, pair)
}

function completeCommand(schema: SchemaIndex, command: Range, text: string, cursor: number): Completion[] {
  if (cursor < command.from && command.value !== '') return []
  const range = cursor < command.from ? { from: cursor, to: cursor, value: '' } : command
  return fitting(commandCandidates(schema, false), typedBefore(cursor, range)).map((candidate) => {
    const goesOn = (schema.argumentsOf(candidate.name)?.members.length ?? 0) > 0
    return completion('command', candidate, range, goesOn && command.to === text.length ? ' ' : '')
  })
}

interface Context {
  schema: SchemaIndex
  /** What the command takes. */
  type: string
  line: HalfLine
  cursor: number
}

type Range = Pick<HalfText, 'from' | 'to' | 'value'>

/** Completes the part of a name that the cursor is in, `fi` of `file.fi`; without a pair, a new name. */
function completeName({ schema, type, line, cursor }: Context, pair: HalfPair | undefined): Completion[] {
  const names = pair?.names ?? [{ from: cursor, to: cursor, value: '' }]
  const index = names.findIndex(({ to }) => cursor <= to)
  const range = names[index]
  if (!range) return []
  const path = names.slice(0, index).map(({ value }) => value)
  const args = plainArguments(line, pair)
  const isLast = index === names.length - 1 && pair?.valueFrom === undefined
  const members = missingMembers(schema, type, args, path)
  return fitting(members, typedBefore(cursor, range)).flatMap((candidate) => {
    const found = isLast ? typeAt(schema, type, args, [...path, candidate.name]) : undefined
    const ends = found === undefined ? [''] : endsOfName(schema, found)
    return ends.map((end) => completion('argument', candidate, range, end))
  })
}

/** What comes behind a name: a dot goes into an object, and an equals sign gives the whole. */
function endsOfName(schema: SchemaIndex, type: string): string[] {
  const forms = formsOf(schema, type)
  const objects = forms.filter((form) => form['meta-type'] === 'object').length
  if (objects === 0) return ['=']
  return objects === forms.length ? ['.'] : ['=', '.']
}

function completeValue({ schema, type, line, cursor }: Context, pair: HalfPair): Completion[] {
  const { value } = pair
  const args = plainArguments(line)
  const path = pair.names.map((name) => name.value)
  if (value?.kind === 'text' && !value.quoted) {
    const found = typeAt(schema, type, args, path)
    const candidates = found === undefined ? [] : valueCandidates(schema, found)
    return fitting(candidates, typedBefore(cursor, value)).map((one) => completion('value', one, value, ''))
  }
  const place = value && placeOf(value, cursor, path)
  return place ? completeInJson(schema, type, args, place) : []
}

function typedBefore(cursor: number, { from, value }: Range): string {
  return value.slice(0, cursor - from)
}

function completion(
  kind: Completion['kind'],
  { name, details }: Candidate,
  { from, to }: Range,
  end: string,
): Completion {
  return { kind, label: name, insert: name + end, from, to, details }
}
